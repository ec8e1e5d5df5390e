-- purge of ImportChange
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ImportChanges] WHERE [AccountId] = @value ORDER BY [AccountId], [ImportId], [SubscriberId])
DELETE FROM [slice];;

-- read-back of ImportChange
SELECT COUNT_BIG(*)
FROM [ImportChanges] AS [i]
WHERE [i].[AccountId] = @Value;

-- purge of PassedRequest
WITH [slice] AS (
    SELECT TOP (@most) * FROM [PassedRequests] WHERE [AccountId] = @value ORDER BY [AccountId], [RequestId])
DELETE FROM [slice];;

-- read-back of PassedRequest
SELECT COUNT_BIG(*)
FROM [PassedRequests] AS [p]
WHERE [p].[AccountId] = @Value;

-- what a copy of PassedRequest leaves out
SELECT COUNT_BIG(*)
FROM [PassedRequests] AS [p]
WHERE [p].[RequestId] = @request AND [p].[AccountId] <> @Value;

-- purge of MailAgainAsking
WITH [slice] AS (
    SELECT TOP (@most) * FROM [MailAgainAskings] WHERE [AccountId] = @value ORDER BY [AccountId], [AddressHash])
DELETE FROM [slice];;

-- read-back of MailAgainAsking
SELECT COUNT_BIG(*)
FROM [MailAgainAskings] AS [m]
WHERE [m].[AccountId] = @Value;

-- what a copy of MailAgainAsking leaves out
SELECT COUNT_BIG(*)
FROM [MailAgainAskings] AS [m]
WHERE [m].[AddressHash] = @hash AND [m].[AccountId] <> @Value;

-- purge of AuditPerson
WITH [slice] AS (
    SELECT TOP (@most) * FROM [AuditPersons] WHERE [OwnerId] = @value ORDER BY [OwnerId], [EntryId])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [AuditPersons] WHERE [OwnerId] = @value ORDER BY [OwnerId], [EntryId])
DELETE FROM [slice];;

-- read-back of AuditPerson
SELECT COUNT_BIG(*)
FROM [AuditPersons] AS [a]
WHERE [a].[OwnerId] = @Value OR [a].[OwnerId] = @Value1;

-- purge of ConsentRecord
SELECT TOP(@p) [c].[Id], [c].[AccountId], [c].[Analytics], [c].[At], [c].[ChainId], [c].[Kind], [c].[PolicyVersion], [c].[Preference], [c].[ReceiptHash], [c].[RecordedAt], [c].[Signal], [c].[TextHash], [c].[ValidUntil], [c].[VisitorId]
FROM [ConsentRecords] AS [c]
WHERE ([c].[AccountId] = @Value OR [c].[VisitorId] = @Value1) AND [c].[AccountId] IS NOT NULL;

-- read-back of ConsentRecord
SELECT COUNT_BIG(*)
FROM [ConsentRecords] AS [c]
WHERE [c].[AccountId] = @Value OR [c].[VisitorId] = @Value1;

-- purge of Correction
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Corrections] WHERE [RequestId] = @value ORDER BY [RequestId])
DELETE FROM [slice];;

-- read-back of Correction
SELECT COUNT_BIG(*)
FROM [Corrections] AS [c]
WHERE [c].[RequestId] = @Value;

-- purge of ErasureReceipt

-- read-back of ErasureReceipt
SELECT COUNT_BIG(*)
FROM [ErasureReceipts] AS [e]
WHERE [e].[AccountId] = @Value OR [e].[RequestId] = @Value1;

-- purge of ErasureRun

-- read-back of ErasureRun
SELECT COUNT_BIG(*)
FROM [ErasureRuns] AS [e]
WHERE [e].[AccountId] = @Value OR [e].[RequestId] = @Value1;

-- purge of ExportPackage
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ExportPackages] WHERE [RequestId] = @value ORDER BY [RequestId])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ExportPackages] WHERE [AccountId] = @value ORDER BY [RequestId])
DELETE FROM [slice];;

-- read-back of ExportPackage
SELECT COUNT_BIG(*)
FROM [ExportPackages] AS [e]
WHERE [e].[RequestId] = @Value OR [e].[AccountId] = @Value1;

-- purge of LegalHold

-- read-back of LegalHold
SELECT COUNT_BIG(*)
FROM [LegalHolds] AS [l]
WHERE [l].[AccountId] = @Value OR [l].[AddressHash] = @Value1;

-- purge of OutboxMessage
WITH [slice] AS (
    SELECT TOP (@most) * FROM [OutboxMessages] WHERE [OwnerId] = @value ORDER BY [Id])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [OutboxMessages] WHERE [OwnerId] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of OutboxMessage
SELECT COUNT_BIG(*)
FROM [OutboxMessages] AS [o]
WHERE [o].[OwnerId] = @Value OR [o].[OwnerId] = @Value1;

-- purge of PageView
WITH [slice] AS (
    SELECT TOP (@most) * FROM [PageViews] WHERE [AccountId] = @value ORDER BY [Id])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [PageViews] WHERE [VisitorId] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of PageView
SELECT COUNT_BIG(*)
FROM [PageViews] AS [p]
WHERE [p].[AccountId] = @Value OR [p].[VisitorId] = @Value1;

-- purge of Passkey
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Passkeys] WHERE [UserId] = @value ORDER BY [Id])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Passkeys] WHERE [AccountId] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of Passkey
SELECT COUNT_BIG(*)
FROM [Passkeys] AS [p]
WHERE [p].[UserId] = @Value OR [p].[AccountId] = @Value1;

-- purge of PasswordAsk
WITH [slice] AS (
    SELECT TOP (@most) * FROM [PasswordAsks] WHERE [AddressHash] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of PasswordAsk
SELECT COUNT_BIG(*)
FROM [PasswordAsks] AS [p]
WHERE [p].[AddressHash] = @Value;

-- purge of RecipientNotice

-- read-back of RecipientNotice
SELECT COUNT_BIG(*)
FROM [RecipientNotices] AS [r]
WHERE [r].[RequestId] = @Value;

-- purge of RequestEvent

-- read-back of RequestEvent
SELECT COUNT_BIG(*)
FROM [RequestEvents] AS [r]
WHERE [r].[RequestId] = @Value;

-- purge of RequestVisit

-- read-back of RequestVisit
SELECT COUNT_BIG(*)
FROM [RequestVisits] AS [r]
WHERE [r].[RequestId] = @Value;

-- purge of SecondFactor
WITH [slice] AS (
    SELECT TOP (@most) * FROM [SecondFactors] WHERE [UserId] = @value ORDER BY [UserId])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [SecondFactors] WHERE [AccountId] = @value ORDER BY [UserId])
DELETE FROM [slice];;

-- read-back of SecondFactor
SELECT COUNT_BIG(*)
FROM [SecondFactors] AS [s]
WHERE [s].[UserId] = @Value OR [s].[AccountId] = @Value1;

-- purge of Session
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Sessions] WHERE [UserId] = @value ORDER BY [Id])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Sessions] WHERE [AccountId] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of Session
SELECT COUNT_BIG(*)
FROM [Sessions] AS [s]
WHERE [s].[UserId] = @Value OR [s].[AccountId] = @Value1;

-- purge of Subscriber
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Subscribers] WHERE [AccountId] = @value ORDER BY [AccountId], [Id])
DELETE FROM [slice];;

-- read-back of Subscriber
SELECT COUNT_BIG(*)
FROM [Subscribers] AS [s]
WHERE [s].[AccountId] = @Value;

-- what a copy of Subscriber leaves out
SELECT COUNT_BIG(*)
FROM [SubscriberLists] AS [s]
INNER JOIN [Subscribers] AS [s0] ON [s].[AccountId] = [s0].[AccountId] AND [s].[Id] = [s0].[ListId]
WHERE [s0].[AddressHash] = @addressHash AND [s0].[AccountId] <> @Value;

-- purge of Tally
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Tallies] WHERE [AccountId] = @value ORDER BY [Id])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Tallies] WHERE [UserId] = @value ORDER BY [Id])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Tallies] WHERE [AddressHash] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of Tally
SELECT COUNT_BIG(*)
FROM [Tallies] AS [t]
WHERE [t].[AccountId] = @Value OR [t].[UserId] = @Value1 OR [t].[AddressHash] = @Value2;

-- purge of UserLink
WITH [slice] AS (
    SELECT TOP (@most) * FROM [UserLinks] WHERE [UserId] = @value ORDER BY [Id])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [UserLinks] WHERE [AccountId] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of UserLink
SELECT COUNT_BIG(*)
FROM [UserLinks] AS [u]
WHERE [u].[UserId] = @Value OR [u].[AccountId] = @Value1;

-- purge of ImportProblem
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ImportProblems] WHERE [AccountId] = @value ORDER BY [AccountId], [ImportId], [Line])
DELETE FROM [slice];;

-- read-back of ImportProblem
SELECT COUNT_BIG(*)
FROM [ImportProblems] AS [i]
WHERE [i].[AccountId] = @Value;

-- purge of Import
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Imports] WHERE [AccountId] = @value ORDER BY [AccountId], [Id])
DELETE FROM [slice];;

-- read-back of Import
SELECT COUNT_BIG(*)
FROM [Imports] AS [i]
WHERE [i].[AccountId] = @Value;

-- purge of SuppressionNote
WITH [slice] AS (
    SELECT TOP (@most) * FROM [SuppressionNotes] WHERE [AccountId] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of SuppressionNote
SELECT COUNT_BIG(*)
FROM [SuppressionNotes] AS [s]
WHERE [s].[AccountId] = @Value;

-- what a copy of SuppressionNote leaves out
SELECT COUNT_BIG(*)
FROM [SuppressionNotes] AS [s]
WHERE [s].[AddressHash] = @hash AND [s].[AccountId] <> @Value;

-- purge of Suppression
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Suppressions] WHERE [AccountId] = @value ORDER BY [AccountId], [AddressHash])
DELETE FROM [slice];;

-- read-back of Suppression
SELECT COUNT_BIG(*)
FROM [Suppressions] AS [s]
WHERE [s].[AccountId] = @Value;

-- what a copy of Suppression leaves out
SELECT COUNT_BIG(*)
FROM [Suppressions] AS [s]
WHERE [s].[AddressHash] = @hash AND [s].[AccountId] <> @Value;

-- purge of SubscriberList
WITH [slice] AS (
    SELECT TOP (@most) * FROM [SubscriberLists] WHERE [AccountId] = @value ORDER BY [AccountId], [Id])
DELETE FROM [slice];;

-- read-back of SubscriberList
SELECT COUNT_BIG(*)
FROM [SubscriberLists] AS [s]
WHERE [s].[AccountId] = @Value;

-- purge of DataSubjectRequest
SELECT TOP(@p) [d].[Id], [d].[AccountId], [d].[AddressHash], [d].[AlarmsSent], [d].[AnswerDue], [d].[ClosedAt], [d].[CodeAttempts], [d].[CodeExpiresAt], [d].[CodeHash], [d].[Contact], [d].[EarlierId], [d].[ExtendedFrom], [d].[ExtensionReason], [d].[OrderKey], [d].[Reason], [d].[ReceivedAt], [d].[Reference], [d].[Regime], [d].[Revision], [d].[Right], [d].[Scope], [d].[Since], [d].[State], [d].[TokenAttempts], [d].[TokenExpiresAt], [d].[TokenHash], [d].[UserId]
FROM [DataSubjectRequests] AS [d]
WHERE ([d].[AccountId] = @Value OR [d].[UserId] = @Value1 OR [d].[AddressHash] = @Value2 OR [d].[Id] = @Value3) AND ([d].[Contact] IS NOT NULL OR [d].[AddressHash] IS NOT NULL);

-- read-back of DataSubjectRequest
SELECT COUNT_BIG(*)
FROM [DataSubjectRequests] AS [d]
WHERE [d].[AccountId] = @Value OR [d].[UserId] = @Value1 OR [d].[AddressHash] = @Value2 OR [d].[Id] = @Value3;

-- purge of User
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Users] WHERE [Id] = @value ORDER BY [Id])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Users] WHERE [AccountId] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of User
SELECT COUNT_BIG(*)
FROM [Users] AS [u]
WHERE [u].[Id] = @Value OR [u].[AccountId] = @Value1;

-- purge of PromisedDeletion
WITH [slice] AS (
    SELECT TOP (@most) * FROM [PromisedDeletions] WHERE [AccountId] = @value ORDER BY [AccountId], [Scope])
DELETE FROM [slice];;

-- read-back of PromisedDeletion
SELECT COUNT_BIG(*)
FROM [PromisedDeletions] AS [p]
WHERE [p].[AccountId] = @Value;

-- purge of ToldNote
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ToldNotes] WHERE [OwnerId] = @value ORDER BY [Id])
DELETE FROM [slice];;
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ToldNotes] WHERE [OwnerId] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of ToldNote
SELECT COUNT_BIG(*)
FROM [ToldNotes] AS [t]
WHERE [t].[OwnerId] = @Value OR [t].[OwnerId] = @Value1;

-- purge of Account
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Accounts] WHERE [Id] = @value ORDER BY [Id])
DELETE FROM [slice];;

-- read-back of Account
SELECT COUNT_BIG(*)
FROM [Accounts] AS [a]
WHERE [a].[Id] = @Value;

-- purge of AuditEntry

-- read-back of AuditEntry
SELECT COUNT_BIG(*)
FROM [AuditEntries] AS [a]
WHERE [a].[Subject] = @Value;

-- expiry of PassedRequest
WITH [slice] AS (
    SELECT TOP (@most) * FROM [PassedRequests] WHERE [At] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [PassedRequests].[AccountId]) ORDER BY [At])
DELETE FROM [slice];;

-- expiry of MailAgainAsking
WITH [slice] AS (
    SELECT TOP (@most) * FROM [MailAgainAskings] WHERE [AskedAt] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [MailAgainAskings].[AccountId]) ORDER BY [AskedAt])
DELETE FROM [slice];;

-- expiry of AuditPerson
WITH [slice] AS (
    SELECT TOP (@most) * FROM [AuditPersons] WHERE [At] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [AuditPersons].[OwnerId]) ORDER BY [At])
DELETE FROM [slice];;

-- expiry of CommitMarker
WITH [slice] AS (
    SELECT TOP (@most) * FROM [CommitMarkers] WHERE [At] < @value ORDER BY [At])
DELETE FROM [slice];;

-- expiry of ConsentRecord
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ConsentRecords] WHERE [ValidUntil] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [ConsentRecords].[AccountId]) ORDER BY [ValidUntil])
DELETE FROM [slice];;

-- expiry of Correction
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Corrections] WHERE [AskedAt] < @value ORDER BY [AskedAt])
DELETE FROM [slice];;

-- expiry of ErasureReceipt
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ErasureReceipts] WHERE [IssuedAt] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [ErasureReceipts].[AccountId]) ORDER BY [IssuedAt])
DELETE FROM [slice];;

-- expiry of ErasureRun
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ErasureRuns] WHERE [FinishedAt] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [ErasureRuns].[AccountId]) ORDER BY [FinishedAt])
DELETE FROM [slice];;

-- expiry of ExportPackage
WITH [slice] AS (
    SELECT TOP (@most) * FROM [ExportPackages] WHERE [MadeAt] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [ExportPackages].[AccountId]) ORDER BY [MadeAt])
DELETE FROM [slice];;

-- expiry of LegalHold
WITH [slice] AS (
    SELECT TOP (@most) * FROM [LegalHolds] WHERE [LiftedAt] < @value ORDER BY [LiftedAt])
DELETE FROM [slice];;

-- expiry of PageView
WITH [slice] AS (
    SELECT TOP (@most) * FROM [PageViews] WHERE [At] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [PageViews].[AccountId]) ORDER BY [At])
DELETE FROM [slice];;

-- expiry of PasswordAsk
WITH [slice] AS (
    SELECT TOP (@most) * FROM [PasswordAsks] WHERE [AskedAt] < @value ORDER BY [AskedAt])
DELETE FROM [slice];;

-- expiry of PurgeMeasure
WITH [slice] AS (
    SELECT TOP (@most) * FROM [PurgeMeasures] WHERE [At] < @value ORDER BY [At])
DELETE FROM [slice];;

-- expiry of RecipientNotice
WITH [slice] AS (
    SELECT TOP (@most) * FROM [RecipientNotices] WHERE [At] < @value ORDER BY [At])
DELETE FROM [slice];;

-- expiry of RequestEvent
WITH [slice] AS (
    SELECT TOP (@most) * FROM [RequestEvents] WHERE [At] < @value ORDER BY [At])
DELETE FROM [slice];;

-- expiry of RequestVisit
WITH [slice] AS (
    SELECT TOP (@most) * FROM [RequestVisits] WHERE [ExpiresAt] < @value ORDER BY [ExpiresAt])
DELETE FROM [slice];;

-- expiry of Session
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Sessions] WHERE [SignedInAt] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [Sessions].[AccountId]) ORDER BY [SignedInAt])
DELETE FROM [slice];;

-- expiry of SettledMessage
WITH [slice] AS (
    SELECT TOP (@most) * FROM [SettledMessages] WHERE [At] < @value ORDER BY [At])
DELETE FROM [slice];;

-- expiry of Tally
WITH [slice] AS (
    SELECT TOP (@most) * FROM [Tallies] WHERE [Until] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [Tallies].[AccountId]) ORDER BY [Until])
DELETE FROM [slice];;

-- expiry of UserLink
WITH [slice] AS (
    SELECT TOP (@most) * FROM [UserLinks] WHERE [ExpiresAt] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [UserLinks].[AccountId]) ORDER BY [ExpiresAt])
DELETE FROM [slice];;

-- expiry of DataSubjectRequest
WITH [slice] AS (
    SELECT TOP (@most) * FROM [DataSubjectRequests] WHERE [ReceivedAt] < @value AND NOT EXISTS (SELECT 1 FROM [LegalHolds] WHERE [LegalHolds].[LiftedAt] IS NULL
        AND [LegalHolds].[AccountId] = [DataSubjectRequests].[AccountId]) ORDER BY [ReceivedAt])
DELETE FROM [slice];;

-- accounts due for the erasure of SubscriberData
SELECT TOP(@p) [p].[AccountId], [p].[Scope], [p].[AccountRevision], [p].[CancelledAt], [p].[ComparedWith], [p].[DueAt], [p].[PromisedBy], [p].[Revision], [p].[Rows], [p].[Version]
FROM [PromisedDeletions] AS [p]
WHERE NOT EXISTS (
    SELECT 1
    FROM [ErasureRuns] AS [e]
    WHERE [e].[AccountId] = [p].[AccountId] AND [e].[Scope] = 'Everything' AND [e].[FinishedAt] IS NULL) AND [p].[Scope] = @scope AND [p].[DueAt] <= @until AND [p].[DueAt] >= @at AND ([p].[DueAt] > @at OR [p].[AccountId] > @id)
ORDER BY [p].[DueAt], [p].[AccountId];

-- accounts due for the erasure of Everything
SELECT TOP(@p) [p].[AccountId], [p].[Scope], [p].[AccountRevision], [p].[CancelledAt], [p].[ComparedWith], [p].[DueAt], [p].[PromisedBy], [p].[Revision], [p].[Rows], [p].[Version]
FROM [PromisedDeletions] AS [p]
WHERE NOT EXISTS (
    SELECT 1
    FROM [ErasureRuns] AS [e]
    WHERE [e].[AccountId] = [p].[AccountId] AND [e].[Scope] = 'Everything' AND [e].[FinishedAt] IS NULL) AND [p].[Scope] = @scope AND [p].[DueAt] <= @until AND [p].[DueAt] >= @at AND ([p].[DueAt] > @at OR [p].[AccountId] > @id)
ORDER BY [p].[DueAt], [p].[AccountId];

-- holder of an address
SELECT TOP(1) [u].[Id], [u].[AccessFailedCount], [u].[AccountId], [u].[AddressConfirmedAt], [u].[AddressHash], [u].[ConfirmLinkSentAt], [u].[Content], [u].[CreatedAt], [u].[LockoutEnd], [u].[OptedOutAt], [u].[PasswordHash], [u].[Revision], [u].[SecurityStamp], [u].[ToldOfGuessesAt], [u].[ToldOfRegistrationAt], [u].[UnconfirmedSince], [a].[Id], [a].[AcceptedAt], [a].[AcceptedPolicyVersion], [a].[ClosedAt], [a].[Content], [a].[CreatedAt], [a].[Revision]
FROM [Users] AS [u]
INNER JOIN [Accounts] AS [a] ON [u].[AccountId] = [a].[Id]
WHERE [u].[AddressHash] = @addressHashes1 AND [u].[AddressConfirmedAt] IS NOT NULL AND [a].[ClosedAt] IS NULL
ORDER BY [u].[CreatedAt];

-- customers who hold an address
SELECT DISTINCT [s0].[AccountId]
FROM [SubscriberLists] AS [s]
INNER JOIN [Subscribers] AS [s0] ON [s].[AccountId] = [s0].[AccountId] AND [s].[Id] = [s0].[ListId]
WHERE [s0].[AddressHash] = @addressHash;

-- the officer's queue
SELECT TOP(@p) [d].[Id], [d].[AccountId], [d].[AddressHash], [d].[AlarmsSent], [d].[AnswerDue], [d].[ClosedAt], [d].[CodeAttempts], [d].[CodeExpiresAt], [d].[CodeHash], [d].[Contact], [d].[EarlierId], [d].[ExtendedFrom], [d].[ExtensionReason], [d].[OrderKey], [d].[Reason], [d].[ReceivedAt], [d].[Reference], [d].[Regime], [d].[Revision], [d].[Right], [d].[Scope], [d].[Since], [d].[State], [d].[TokenAttempts], [d].[TokenExpiresAt], [d].[TokenHash], [d].[UserId]
FROM [DataSubjectRequests] AS [d]
WHERE [d].[ClosedAt] IS NULL
ORDER BY [d].[AnswerDue], [d].[Id];

-- somebody who signs in
SELECT TOP(2) [u].[Id], [u].[AccessFailedCount], [u].[AccountId], [u].[AddressConfirmedAt], [u].[AddressHash], [u].[ConfirmLinkSentAt], [u].[Content], [u].[CreatedAt], [u].[LockoutEnd], [u].[OptedOutAt], [u].[PasswordHash], [u].[Revision], [u].[SecurityStamp], [u].[ToldOfGuessesAt], [u].[ToldOfRegistrationAt], [u].[UnconfirmedSince]
FROM [Users] AS [u]
WHERE [u].[AddressHash] = @addressHashes1;

-- the next message of the outbox
SELECT TOP(1) [o].[Id], [o].[Attempts], [o].[CreatedAt], [o].[DeadAt], [o].[Key], [o].[Kind], [o].[LastFailure], [o].[NotBefore], [o].[OwnerId], [o].[OwnerKind], [o].[Payload]
FROM [OutboxMessages] AS [o]
WHERE [o].[DeadAt] IS NULL AND [o].[NotBefore] <= @now
ORDER BY [o].[NotBefore];

-- the next request
SELECT TOP(1) [d].[Id], [d].[AccountId], [d].[AddressHash], [d].[AlarmsSent], [d].[AnswerDue], [d].[ClosedAt], [d].[CodeAttempts], [d].[CodeExpiresAt], [d].[CodeHash], [d].[Contact], [d].[EarlierId], [d].[ExtendedFrom], [d].[ExtensionReason], [d].[OrderKey], [d].[Reason], [d].[ReceivedAt], [d].[Reference], [d].[Regime], [d].[Revision], [d].[Right], [d].[Scope], [d].[Since], [d].[State], [d].[TokenAttempts], [d].[TokenExpiresAt], [d].[TokenHash], [d].[UserId]
FROM [DataSubjectRequests] AS [d]
WHERE [d].[ClosedAt] IS NULL AND [d].[State] IN ('Received', 'InProgress', 'PartlyDone') AND ([d].[State] = 'Received' OR [d].[Right] NOT IN ('Erasure', 'CcpaDelete') OR EXISTS (
    SELECT 1
    FROM [ErasureRuns] AS [e]
    WHERE [e].[RequestId] = [d].[Id] AND ([e].[State] = 'Done' OR ([d].[State] = 'InProgress' AND [e].[State] = 'Purging' AND [e].[PlannedAt] <= @patience)))) AND ([d].[AnswerDue] > @last_Item1 OR ([d].[AnswerDue] = @last_Item1 AND [d].[Id] > @last_Item2))
ORDER BY [d].[AnswerDue], [d].[Id];

-- unfinished erasures
SELECT TOP(@p) [e].[Id]
FROM [ErasureRuns] AS [e]
WHERE [e].[FinishedAt] IS NULL AND ([e].[State] <> 'LetterSent' OR NOT EXISTS (
    SELECT 1
    FROM [OutboxMessages] AS [o]
    WHERE [o].[OwnerId] = [e].[Id] AND [o].[Key] LIKE 'erasure-done/%'))
ORDER BY [e].[OrderedAt];

-- the next entries of the audit trail
SELECT TOP(@p) [a0].[At], [a0].[Id], [a0].[Act], [a0].[Actor], [a0].[Commitment], [a0].[Facts], [a0].[Outcome], [a0].[Role], [a0].[Subject]
FROM [AuditWaiting] AS [a]
INNER JOIN [AuditEntries] AS [a0] ON [a].[At] = [a0].[At] AND [a].[EntryId] = [a0].[Id]
ORDER BY [a].[At], [a].[EntryId];

-- cut of the audit trail
SELECT MAX([a].[EntryAt])
FROM [AuditLeaves] AS [a]
WHERE [a].[Sequence] <= @upTo;
DELETE FROM [a]
FROM [AuditEntries] AS [a]
WHERE [a].[At] <= @newest AND EXISTS (
    SELECT 1
    FROM [AuditLeaves] AS [a0]
    WHERE [a0].[Sequence] <= @upTo AND [a0].[EntryAt] = [a].[At] AND [a0].[EntryId] = [a].[Id]);
DELETE FROM [a]
FROM [AuditLeaves] AS [a]
WHERE [a].[Sequence] <= @upTo;

