import { api, type Endpoint, fixed, hour, making, ownersAndAdmins, persons, row } from './endpoint'
import { node, type ServerFixture } from './server-fixture'

const rule = {
  ...{ scope: 'node', node_did: node },
  condition: { kind: 'metric', metric: 'cpu_usage_percent', limit: 1e9 },
}

const made = async (server: ServerFixture, statement: string): Promise<string> => {
  const [row] = await server.db.query<{ id: string }[]>(statement, [node])
  if (!row) throw new Error(`nothing made by ${statement}`)
  return row.id
}

/** `of`: what it is for, as its scope and DID. */
const newRule = (of: string): string => `
  INSERT INTO alert_rules (scope, node_did, condition, keep_minutes, severity, during_jobs, enabled, created_by)
  VALUES (${of}, '${JSON.stringify({ ...rule.condition, over: true, recovery: null, minutes: 1, of: 1 })}', 5, 'info', false, true, 'owner')
  RETURNING rule_id`

/** A rule of the node. */
const alertRule = (server: ServerFixture): Promise<string> =>
  made(server, `WITH made AS (${newRule(`'node', $1`)}) SELECT rule_id AS id FROM made`)

/** Something that fires on the node, by a rule for all: a node may have only so many of its own. */
const firing = (server: ServerFixture): Promise<string> =>
  made(
    server,
    `WITH made AS (${newRule(`'all', NULL`)}),
          "group" AS (INSERT INTO alert_groups (rule_id) SELECT rule_id FROM made RETURNING group_id, rule_id)
     INSERT INTO alert_incidents (group_id, rule_id, node_did, started_at, fired_at)
     SELECT group_id, rule_id, $1, now(), now() FROM "group" RETURNING group_id AS id`,
  )

/** A silence of the node. */
const silence = (server: ServerFixture): Promise<string> =>
  made(
    server,
    `INSERT INTO alert_silences (node_did, reason, created_by, ends_at)
     VALUES ($1, 'to see who may', 'owner', now() + interval '1 hour') RETURNING silence_id AS id`,
  )

/** Approvers may silence anything, an owner of any role their node. */
const silencers = row(401, 403, 403, 200, 200, 200, 200, 403, 403, 401)

/** Routes about what fires, and by which rules. */
export const alertRoutes: Record<string, Endpoint> = {
  'GET /api/v1/alerts': { answers: persons, call: fixed('GET', api('/alerts?state=all')) },
  'POST /api/v1/alerts/[alertId]/acknowledge': {
    answers: persons,
    call: async (server, _viewer) => ({
      ...{ method: 'POST', path: api(`/alerts/${await firing(server)}/acknowledge`) },
      body: { text: 'I look' },
    }),
  },
  'GET /api/v1/alert-silences': { answers: persons, call: fixed('GET', api('/alert-silences')) },
  'POST /api/v1/alert-silences': {
    answers: making(silencers),
    call: async () => ({
      ...{ method: 'POST', path: api('/alert-silences') },
      body: { node_did: node, reason: 'to see who may', until: hour(1) },
    }),
  },
  'DELETE /api/v1/alert-silences/[silenceId]': {
    answers: silencers,
    call: async (server) => ({ method: 'DELETE', path: api(`/alert-silences/${await silence(server)}`) }),
  },
  'GET /api/v1/alert-rules': { answers: persons, call: fixed('GET', api('/alert-rules')) },
  'POST /api/v1/alert-rules': {
    answers: making(ownersAndAdmins),
    call: fixed('POST', api('/alert-rules'), rule),
  },
  'PUT /api/v1/alert-rules/[ruleId]': {
    answers: ownersAndAdmins,
    call: async (server) => ({
      ...{ method: 'PUT', path: api(`/alert-rules/${await alertRule(server)}`), body: rule },
    }),
  },
  'POST /api/v1/alert-rules/[ruleId]/test': {
    answers: ownersAndAdmins,
    call: async (server) => ({ method: 'POST', path: api(`/alert-rules/${await alertRule(server)}/test`) }),
  },
  'DELETE /api/v1/alert-rules/[ruleId]': {
    answers: ownersAndAdmins,
    call: async (server) => ({ method: 'DELETE', path: api(`/alert-rules/${await alertRule(server)}`) }),
  },
}
