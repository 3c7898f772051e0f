import type { EntityManager } from 'typeorm'
import type { MatchedBy, RuleMatches } from '@/lib/consent/domain/rule-matches'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'

const mostSimilar = 3

/** What a rule would match among the nodes that the viewer may see, and the tasks that these offer now. */
export async function countRuleMatches(
  db: EntityManager,
  viewer: PersonViewer,
  { task, labelKey, labelValue, leastRisk }: MatchedBy,
): Promise<RuleMatches> {
  const parameters = new Parameters()
  const [key, value, name, risk] = [labelKey, labelValue, task, leastRisk].map(
    (one) => `${parameters.add(one)}::text`,
  )
  const visible = visibleSql('n.node_did', viewer, parameters)
  const [row] = await db.query<RuleMatches[]>(
    `WITH seen AS MATERIALIZED (
       SELECT n.node_did, n.tasks, ${key} IS NULL OR coalesce(n.labels ->> ${key} = coalesce(${value}, n.labels ->> ${key}), false) AS fits
       FROM nodes n WHERE n.retired_at IS NULL AND ${visible}),
     offered AS MATERIALIZED (
       SELECT s.node_did, t ->> 'name' AS task FROM seen s
       CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(s.tasks) = 'array' THEN s.tasks END) t
       WHERE s.fits AND (${risk} IS NULL OR hakim_risk_rank(t ->> 'risk') >= hakim_risk_rank(${risk}))),
     matched AS MATERIALIZED (SELECT * FROM offered WHERE ${name} IS NULL OR task = ${name})
     SELECT (SELECT count(*) FROM seen WHERE fits)::int AS nodes, (SELECT count(*) FROM seen)::int AS of,
            (SELECT count(DISTINCT task) FROM matched)::int AS tasks, (SELECT count(DISTINCT node_did) FROM matched)::int AS offering,
            ARRAY(SELECT task FROM offered WHERE NOT EXISTS (SELECT FROM matched) AND strpos(lower(task), lower(${name})) > 0
                  GROUP BY task ORDER BY count(*) DESC, task LIMIT ${mostSimilar}) AS similar`,
    parameters.values,
  )
  if (!row) throw new Error('PostgreSQL counted nothing')
  return row
}
