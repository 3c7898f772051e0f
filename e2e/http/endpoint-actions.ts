import { allRoutes } from './endpoints'
import { password } from './server-fixture'

/** The route that does the same as an action: both answer every caller alike. */
const jobs = 'app/(console)/jobs/actions.ts#'
const consent = 'app/(console)/nodes/[did]/consent/actions.ts#'
const delegations = 'app/(console)/account/delegations/actions.ts#'
const settings = 'app/(console)/settings/consent/actions.ts#'
const audit = 'app/(console)/settings/audit/actions.ts#'
const tokens = 'app/(console)/settings/tokens/actions.ts#'
const channels = 'app/(console)/settings/channels/actions.ts#'
const campaigns = 'app/(console)/campaigns/actions.ts#'
const alerts = 'app/(console)/alerts/actions.ts#'
const nodes = 'app/(console)/settings/nodes/actions.ts#'
const node = 'app/(console)/nodes/[did]/actions.ts#'
const views = 'app/(console)/views/actions.ts#'
const walls = 'app/(console)/settings/walls/actions.ts#'
const policies = 'app/(console)/settings/policies/actions.ts#'
const people = 'app/(console)/settings/people/actions.ts#'
const person = (verb: string): string => `POST /api/v1/people/[person]/${verb}`
const job = (verb: string): string => `POST /api/v1/jobs/[jobId]/${verb}`

export const actions: Record<string, string> = {
  [`${jobs}requestJob`]: 'POST /api/v1/jobs',
  [`${jobs}approveJob`]: job('approve'),
  [`${jobs}rejectJob`]: job('reject'),
  [`${jobs}decideJobs`]: 'POST /api/v1/jobs/decisions',
  [`${jobs}withdrawJob`]: job('withdraw'),
  [`${jobs}withdrawJobs`]: 'POST /api/v1/jobs/withdrawals',
  [`${jobs}cancelJob`]: job('cancel'),
  [`${jobs}reviseJob`]: job('revise'),
  [`${jobs}skipDryRun`]: job('dry-run/skip'),
  [`${jobs}approveWithoutOwner`]: job('break-glass'),
  [`${jobs}reviewEmergency`]: job('review'),
  [`${jobs}resolveJob`]: job('resolve'),
  [`${jobs}commentOnJob`]: 'POST /api/v1/jobs/[jobId]/comments',
  [`${jobs}followJob`]: 'PUT /api/v1/jobs/[jobId]/follow',
  [`${jobs}unfollowJob`]: 'DELETE /api/v1/jobs/[jobId]/follow',
  [`${node}annotate`]: 'POST /api/v1/annotations',
  [`${node}deleteAnnotation`]: 'DELETE /api/v1/annotations/[annotationId]',
  [`${views}saveView`]: 'POST /api/v1/views',
  [`${views}changeView`]: 'PUT /api/v1/views/[viewId]',
  [`${views}deleteView`]: 'DELETE /api/v1/views/[viewId]',
  [`${views}pinNode`]: 'PUT /api/v1/nodes/[did]/pin',
  [`${views}unpinNode`]: 'DELETE /api/v1/nodes/[did]/pin',
  [`${walls}createWallLink`]: 'POST /api/v1/wall-links',
  [`${walls}revokeWallLink`]: 'DELETE /api/v1/wall-links/[linkId]',
  [`${consent}addOwner`]: 'POST /api/v1/nodes/[did]/owners',
  [`${consent}removeOwner`]: 'DELETE /api/v1/nodes/[did]/owners/[person]',
  [`${consent}delegate`]: 'POST /api/v1/nodes/[did]/delegations',
  [`${consent}endDelegation`]: 'DELETE /api/v1/nodes/[did]/delegations/[delegationId]',
  [`${consent}addWindow`]: 'POST /api/v1/nodes/[did]/windows',
  [`${consent}removeWindow`]: 'DELETE /api/v1/nodes/[did]/windows/[windowId]',
  [`${consent}restrict`]: 'PUT /api/v1/nodes/[did]/restricted',
  [`${delegations}delegateNodes`]: 'POST /api/v1/delegations',
  [`${delegations}endDelegations`]: 'POST /api/v1/delegations/end',
  [`${audit}startVerification`]: 'POST /api/v1/audit/verify',
  [`${audit}stopVerification`]: 'DELETE /api/v1/audit/verify',
  [`${audit}noteFinding`]: 'POST /api/v1/audit/findings/[finding]/notes',
  [`${settings}createGroup`]: 'POST /api/v1/groups',
  [`${settings}removeGroup`]: 'DELETE /api/v1/groups/[group]',
  [`${settings}addMember`]: 'POST /api/v1/groups/[group]/members',
  [`${settings}removeMember`]: 'DELETE /api/v1/groups/[group]/members/[person]',
  [`${settings}setRota`]: 'PUT /api/v1/groups/[group]/rota',
  [`${settings}removeRota`]: 'DELETE /api/v1/groups/[group]/rota',
  [`${settings}addSwap`]: 'POST /api/v1/groups/[group]/rota/swaps',
  [`${settings}removeSwap`]: 'DELETE /api/v1/groups/[group]/rota/swaps/[swapId]',
  [`${settings}createRule`]: 'POST /api/v1/rules',
  [`${settings}changeRule`]: 'PATCH /api/v1/rules/[rule]',
  [`${settings}removeRule`]: 'DELETE /api/v1/rules/[rule]',
  [`${settings}agreeToChange`]: 'POST /api/v1/consent-changes/[changeId]/agree',
  [`${settings}refuseChange`]: 'POST /api/v1/consent-changes/[changeId]/refuse',
  [`${settings}withdrawChange`]: 'POST /api/v1/consent-changes/[changeId]/withdraw',
  [`${policies}signPolicy`]: 'POST /api/v1/policies',
  [`${policies}endPolicy`]: 'POST /api/v1/policies/[policyId]/end',
  [`${nodes}addNode`]: 'POST /api/v1/nodes',
  [`${nodes}renameNode`]: 'PUT /api/v1/nodes/[did]/name',
  [`${nodes}labelNode`]: 'PUT /api/v1/nodes/[did]/labels',
  [`${nodes}retireNode`]: 'POST /api/v1/nodes/[did]/retire',
  [`${nodes}restoreNode`]: 'POST /api/v1/nodes/[did]/restore',
  [`${tokens}createToken`]: 'POST /api/v1/tokens',
  [`${tokens}rotateToken`]: 'POST /api/v1/tokens/[tokenId]/rotate',
  [`${tokens}revokeToken`]: 'DELETE /api/v1/tokens/[tokenId]',
  [`${channels}createChannel`]: 'POST /api/v1/channels',
  [`${channels}changeChannel`]: 'PUT /api/v1/channels/[channelId]',
  [`${channels}deleteChannel`]: 'DELETE /api/v1/channels/[channelId]',
  [`${channels}testChannel`]: 'POST /api/v1/channels/[channelId]/test',
  [`${channels}deliverAgain`]: 'POST /api/v1/deliveries/[deliveryId]/again',
  [`${campaigns}startCampaign`]: 'POST /api/v1/campaigns',
  [`${campaigns}pauseCampaign`]: 'POST /api/v1/campaigns/[campaignId]/pause',
  [`${campaigns}resumeCampaign`]: 'POST /api/v1/campaigns/[campaignId]/resume',
  [`${campaigns}cancelCampaign`]: 'POST /api/v1/campaigns/[campaignId]/cancel',
  [`${campaigns}followCampaign`]: 'PUT /api/v1/campaigns/[campaignId]/follow',
  [`${campaigns}unfollowCampaign`]: 'DELETE /api/v1/campaigns/[campaignId]/follow',
  [`${campaigns}remindOwners`]: 'POST /api/v1/campaigns/[campaignId]/remind',
  [`${alerts}acknowledgeAlert`]: 'POST /api/v1/alerts/[alertId]/acknowledge',
  [`${alerts}silenceAlerts`]: 'POST /api/v1/alert-silences',
  [`${alerts}endSilence`]: 'DELETE /api/v1/alert-silences/[silenceId]',
  [`${alerts}saveRule`]: 'POST /api/v1/alert-rules',
  [`${alerts}testRule`]: 'POST /api/v1/alert-rules/[ruleId]/test',
  [`${alerts}deleteRule`]: 'DELETE /api/v1/alert-rules/[ruleId]',
  [`${people}invite`]: 'POST /api/v1/people/invitations',
  [`${people}withdraw`]: 'DELETE /api/v1/people/invitations/[invitationId]',
  [`${people}changeRole`]: 'PUT /api/v1/people/[person]/role',
  [`${people}disable`]: person('disable'),
  [`${people}enable`]: person('enable'),
  [`${people}reset`]: person('reset'),
  [`${people}removeFactor`]: 'DELETE /api/v1/people/[person]/second-factor',
  [`${people}erase`]: person('erase'),
  [`${people}endSessions`]: 'DELETE /api/v1/people/[person]/sessions',
}

/** Actions that anybody may call; they check what else they need (a password, a setup token) themselves. */
export const openActions = [
  'app/(console)/actions.ts#closeSampleNotice',
  'app/sign-in/actions.ts#signIn',
  'app/sign-in/actions.ts#signInAs',
  'app/sign-in/actions.ts#signInWithCode',
  'app/sign-in/actions.ts#passkeyOptions',
  'app/sign-in/actions.ts#signInWithPasskey',
  'app/sign-in/actions.ts#signOut',
  'app/setup/actions.ts#setUp',
  'app/join/actions.ts#join',
  'app/join/actions.ts#resetPassword',
]

const wrong = 'not the password'

/**
 * For everyone who is signed in, about their own account only: an input, and what an operator without a second factor is
 * answered. The session and the passkey are an administrator's.
 */
export const ownActions: Record<string, { input: object; answer: number }> = {
  [`${channels}takeNotices`]: { input: {}, answer: 200 },
  [`${channels}noteShown`]: {
    input: { deliveries: ['00000000-0000-4000-8000-000000000000'] },
    answer: 200,
  },
  [`${views}shorten`]: { input: { address: '/compare?range=7d' }, answer: 200 },
  [`${settings}countMatches`]: { input: {}, answer: 200 },
  [`${policies}readPolicyFile`]: { input: {}, answer: 400 },
  [`${policies}replayPolicy`]: { input: {}, answer: 400 },
  ...ofAccount({
    addPasskey: { input: { name: 'key', response: { id: 'x' } }, answer: 409 },
    changePassword: { input: { current: wrong, password: 'a new password of mine' }, answer: 400 },
    confirmSecondFactor: { input: { code: '000000' }, answer: 409 },
    enrolKey: { input: { name: 'key', current: password }, answer: 400 },
    endOtherSessions: { input: {}, answer: 200 },
    endSession: { input: { session: 'of-admin' }, answer: 404 },
    passkeyOptions: { input: { current: password }, answer: 200 },
    removePasskey: { input: { id: 'of-admin', current: password }, answer: 404 },
    rename: { input: { name: 'The operator' }, answer: 200 },
    renewRecoveryCodes: { input: { current: password }, answer: 409 },
    revokeKey: { input: { current: wrong, key: '00000000-0000-4000-8000-000000000000' }, answer: 400 },
    startSecondFactor: { input: { current: wrong }, answer: 400 },
    stopSecondFactor: { input: { current: wrong }, answer: 400 },
  }),
}

function ofAccount<Line>(lines: Record<string, Line>): Record<string, Line> {
  return Object.fromEntries(
    Object.entries(lines).map(([name, line]) => [`app/(console)/account/actions.ts#${name}`, line]),
  )
}

/** For administrators only; an administrator tries them last. */
export const adminActions = ['app/(console)/actions.ts#removeSampleFleet']

export const routeOf = (action: string) => allRoutes[actions[action] ?? '']

/** What the action takes for a call of its route: the path's ids beside the body. */
export function inputOf(path: string, body: unknown): Record<string, unknown> {
  const parts = path.split('?')[0]?.split('/').slice(3).map(decodeURIComponent) ?? []
  const input = typeof body === 'object' && body !== null ? { ...body } : {}
  if (parts[0] === 'jobs' && parts[2]) return { jobId: parts[1], ...input }
  if (parts[0] === 'campaigns' && parts[1]) return { campaignId: parts[1], ...input }
  if (parts[0] === 'policies' && parts[1]) return { policyId: parts[1], ...input }
  if (parts[0] === 'nodes') {
    const [, did, kind, id] = parts
    const ids: Record<string, string> = { delegations: 'delegationId', windows: 'windowId', owners: 'person' }
    return { did, ...input, ...(id ? { [ids[kind ?? ''] ?? '']: id } : {}) }
  }
  if (parts[0] === 'groups' && parts[1] && parts[2] === 'rota')
    return { group: parts[1], ...input, ...(parts[4] ? { swapId: parts[4] } : {}) }
  if (parts[0] === 'groups' && parts[1])
    return { group: parts[1], ...input, ...(parts[3] ? { person: parts[3] } : {}) }
  if (parts[0] === 'people')
    return parts[1] === 'invitations'
      ? { ...input, ...(parts[2] ? { invitationId: parts[2] } : {}) }
      : { person: parts[1], ...input, ...(parts[3] ? { session: parts[3] } : {}) }
  if (parts[0] === 'audit' && parts[1] === 'findings') return { finding: parts[2], ...input }
  if (parts[0] === 'rules' && parts[1]) return { rule: parts[1], ...input }
  if (parts[0] === 'consent-changes' && parts[1]) return { change: parts[1], ...input }
  if (parts[0] === 'channels' && parts[1]) return { channelId: parts[1], ...input }
  if (parts[0] === 'annotations' && parts[1]) return { annotationId: parts[1], ...input }
  if (parts[0] === 'views' && parts[1]) return { viewId: parts[1], ...input }
  if (parts[0] === 'wall-links' && parts[1]) return { linkId: parts[1], ...input }
  if (parts[0] === 'alerts' && parts[1]) return { alertId: parts[1], ...input }
  if (parts[0] === 'alert-rules' && parts[1]) return { ruleId: parts[1], ...input }
  if (parts[0] === 'alert-silences' && parts[1]) return { silenceId: parts[1], ...input }
  if (parts[0] === 'deliveries' && parts[1]) return { deliveryId: parts[1], ...input }
  if (parts[0] === 'tokens' && parts[1]) return { tokenId: parts[1], ...input }
  return input
}
