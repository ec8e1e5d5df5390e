-- As grants.sql, for the database of the vault.

IF DATABASE_PRINCIPAL_ID(N'igsendmail_web') IS NULL
    CREATE ROLE [igsendmail_web];
IF DATABASE_PRINCIPAL_ID(N'igsendmail_operator') IS NULL
    CREATE ROLE [igsendmail_operator];
GO

-- Data keys are destroyed by the site (their rows change); signed heads of the audit trail are only added.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [igsendmail_web];
DENY UPDATE, DELETE ON OBJECT::[dbo].[AuditHeads] TO [igsendmail_web];
GO

GRANT SELECT, INSERT, UPDATE, DELETE, REFERENCES, ALTER ON SCHEMA::[dbo] TO [igsendmail_operator];
GRANT CREATE TABLE TO [igsendmail_operator];
GO
