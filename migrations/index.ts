import { GivenSchema1764000000000 } from './1764000000000-given-schema'
import { PeopleAndNodes1764000001000 } from './1764000001000-people-and-nodes'
import { LatestReports1764000002000 } from './1764000002000-latest-reports'
import { JobGuard1764000003000 } from './1764000003000-job-guard'
import { RollUps1764000004000 } from './1764000004000-roll-ups'
import { FleetList1764000005000 } from './1764000005000-fleet-list'
import { JobEvents1764000006000 } from './1764000006000-job-events'
import { ConsentTables1764000007000 } from './1764000007000-consent-tables'
import { ConsentGuard1764000008000 } from './1764000008000-consent-guard'
import { JobCounts1764000009000 } from './1764000009000-job-counts'
import { FunctionRights1764000010000 } from './1764000010000-function-rights'
import { CheaperTriggers1764000011000 } from './1764000011000-cheaper-triggers'
import { SeriesArrays1764000012000 } from './1764000012000-series-arrays'
import { StrictGuard1764000013000 } from './1764000013000-strict-guard'
import { SqlFunctions1764000014000 } from './1764000014000-sql-functions'
import { Arrivals1764000015000 } from './1764000015000-arrivals'
import { LeaseChecks1764000016000 } from './1764000016000-lease-checks'
import { AgentInstances1764000017000 } from './1764000017000-agent-instances'
import { RollUpMarks1764000018000 } from './1764000018000-roll-up-marks'
import { StatusChanges1764000019000 } from './1764000019000-status-changes'
import { PeopleStates1764000020000 } from './1764000020000-people-states'
import { SignInTries1764000021000 } from './1764000021000-sign-in-tries'
import { TokenScopes1764000022000 } from './1764000022000-token-scopes'
import { RetiredNodes1764000023000 } from './1764000023000-retired-nodes'
import { NodeNames1764000024000 } from './1764000024000-node-names'
import { AuditEntries1764000025000 } from './1764000025000-audit-entries'
import { SignInProviders1764000026000 } from './1764000026000-sign-in-providers'
import { SignInFactors1764000027000 } from './1764000027000-sign-in-factors'
import { OpenLinks1764000028000 } from './1764000028000-open-links'
import { ApprovalDocuments1764000029000 } from './1764000029000-approval-documents'
import { ConsentKeys1764000030000 } from './1764000030000-consent-keys'
import { NodePins1764000031000 } from './1764000031000-node-pins'
import { ConsentChanges1764000032000 } from './1764000032000-consent-changes'
import { ReplayedLog1764000033000 } from './1764000033000-replayed-log'
import { ReportHours1764000034000 } from './1764000034000-report-hours'
import { TwoRoles1764000035000 } from './1764000035000-two-roles'
import { SignedDelegations1764000036000 } from './1764000036000-signed-delegations'
import { RequestersDelegates1764000037000 } from './1764000037000-requesters-delegates'
import { SignInLog1764000038000 } from './1764000038000-sign-in-log'
import { CheckpointNames1764000039000 } from './1764000039000-checkpoint-names'
import { Notices1764000040000 } from './1764000040000-notices'
import { UsedStatements1764000041000 } from './1764000041000-used-statements'
import { CheckedDetails1764000043000 } from './1764000043000-checked-details'
import { Alerts1764000044000 } from './1764000044000-alerts'
import { Verdicts1764000045000 } from './1764000045000-verdicts'
import { Annotations1764000046000 } from './1764000046000-annotations'
import { UntoldEvents1764000048000 } from './1764000048000-untold-events'
import { LoggedStatements1764000049000 } from './1764000049000-logged-statements'
import { Views1764000051000 } from './1764000051000-views'
import { AlertLog1764000052000 } from './1764000052000-alert-log'
import { VotesByTime1764000053000 } from './1764000053000-votes-by-time'
import { Campaigns1764000054000 } from './1764000054000-campaigns'
import { JobSearch1764000055000 } from './1764000055000-job-search'
import { JobComments1764000056000 } from './1764000056000-job-comments'
import { Policies1764000057000 } from './1764000057000-policies'
import { QuietWindowsShortLinks1764000058000 } from './1764000058000-quiet-windows-short-links'
import { DryRuns1764000059000 } from './1764000059000-dry-runs'
import { RuleVersions1764000061000 } from './1764000061000-rule-versions'
import { Follows1764000063000 } from './1764000063000-follows'
import { CampaignReminders1764000064000 } from './1764000064000-campaign-reminders'
import { JobReads1764000067000 } from './1764000067000-job-reads'
import { DutyRotas1764000068000 } from './1764000068000-duty-rotas'

/**
 * In the order in which they run; listed by hand, so that a bundle holds exactly these. They are history: the current
 * text of each function is in migrations/functions, which is applied after them.
 */
export const migrations = [
  GivenSchema1764000000000,
  PeopleAndNodes1764000001000,
  LatestReports1764000002000,
  JobGuard1764000003000,
  RollUps1764000004000,
  FleetList1764000005000,
  JobEvents1764000006000,
  ConsentTables1764000007000,
  ConsentGuard1764000008000,
  JobCounts1764000009000,
  FunctionRights1764000010000,
  CheaperTriggers1764000011000,
  SeriesArrays1764000012000,
  StrictGuard1764000013000,
  SqlFunctions1764000014000,
  Arrivals1764000015000,
  LeaseChecks1764000016000,
  AgentInstances1764000017000,
  RollUpMarks1764000018000,
  StatusChanges1764000019000,
  PeopleStates1764000020000,
  SignInTries1764000021000,
  TokenScopes1764000022000,
  RetiredNodes1764000023000,
  NodeNames1764000024000,
  AuditEntries1764000025000,
  SignInProviders1764000026000,
  SignInFactors1764000027000,
  OpenLinks1764000028000,
  ApprovalDocuments1764000029000,
  ConsentKeys1764000030000,
  NodePins1764000031000,
  ConsentChanges1764000032000,
  ReplayedLog1764000033000,
  ReportHours1764000034000,
  TwoRoles1764000035000,
  SignedDelegations1764000036000,
  RequestersDelegates1764000037000,
  SignInLog1764000038000,
  CheckpointNames1764000039000,
  Notices1764000040000,
  UsedStatements1764000041000,
  CheckedDetails1764000043000,
  Alerts1764000044000,
  Verdicts1764000045000,
  Annotations1764000046000,
  UntoldEvents1764000048000,
  LoggedStatements1764000049000,
  Views1764000051000,
  AlertLog1764000052000,
  VotesByTime1764000053000,
  Campaigns1764000054000,
  JobSearch1764000055000,
  JobComments1764000056000,
  Policies1764000057000,
  QuietWindowsShortLinks1764000058000,
  DryRuns1764000059000,
  RuleVersions1764000061000,
  Follows1764000063000,
  CampaignReminders1764000064000,
  JobReads1764000067000,
  DutyRotas1764000068000,
]
