-- Least privilege on SQL Server: two roles in the database of the data. grants-vault.sql makes them in that of the vault.
-- Run it once in the database of the data, by somebody who may make roles, after the first "database migrate".
-- Then let the site sign in as a member of igsendmail_web, and the operator's verbs as a member of igsendmail_operator.

IF DATABASE_PRINCIPAL_ID(N'igsendmail_web') IS NULL
    CREATE ROLE [igsendmail_web];
IF DATABASE_PRINCIPAL_ID(N'igsendmail_operator') IS NULL
    CREATE ROLE [igsendmail_operator];
GO

-- The site reads and writes; it makes no tables.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [igsendmail_web];

-- What was entered in the audit trail it can add to, and nothing else. A denial wins over the grant above.
DENY UPDATE, DELETE ON OBJECT::[dbo].[AuditEntries] TO [igsendmail_web];
DENY UPDATE, DELETE ON OBJECT::[dbo].[AuditLeaves] TO [igsendmail_web];
DENY INSERT, UPDATE, DELETE ON OBJECT::[dbo].[AuditCuts] TO [igsendmail_web];
GO

-- The operator migrates, and cuts what is old: "retention run" under this role deletes expired entries, the site's own
-- retention leaves them.
GRANT SELECT, INSERT, UPDATE, DELETE, REFERENCES, ALTER ON SCHEMA::[dbo] TO [igsendmail_operator];
GRANT CREATE TABLE TO [igsendmail_operator];
GO
