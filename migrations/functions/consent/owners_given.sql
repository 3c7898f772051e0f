-- For how many owners of a job's node these voters stand at once, each for another one: the largest matching between people
-- and owners, as nodes count it (lib/signing/domain/quorum.ts). An owner who lets somebody else vote too counts once, and
-- the requester, for whom nobody stands, never. Whoever voted by a policy, and not by hand, stands for themselves alone. It is
-- as large as the fewest owners and voters of whom each pair has one. Each further owner doubles the time of counting:
-- beyond twelve only those count who have voted themselves.
CREATE OR REPLACE FUNCTION hakim_owners_given(p_job UUID, p_voters TEXT[], p_by_hand TEXT[])
RETURNS INTEGER
LANGUAGE sql STABLE
AS $$
  WITH owners AS MATERIALIZED (
    SELECT o.node_did, o.person_id AS owner FROM maintenance_jobs j JOIN node_owners o ON o.node_did = j.target_node_did
    JOIN people p ON p.id = o.person_id
    WHERE j.job_id = p_job AND p.disabled_at IS NULL
      AND (o.counts_from IS NULL OR o.counts_from <= hakim_requested_at(p_job))
      AND NOT hakim_through_requester(p_job, o.person_id)),
  stands AS MATERIALIZED (
    SELECT owner AS voter, owner FROM owners WHERE owner = ANY (p_voters)
    UNION
    SELECT d.delegate_id, d.owner_id FROM owners o JOIN delegations d ON d.node_did = o.node_did AND d.owner_id = o.owner
    WHERE d.delegate_id = ANY (p_by_hand) AND d.revoked_at IS NULL
      AND clock_timestamp() >= d.valid_from AND clock_timestamp() < d.valid_until),
  numbered AS MATERIALIZED (
    SELECT owner, (row_number() OVER (ORDER BY owner))::int - 1 AS n FROM (SELECT DISTINCT owner FROM stands) s),
  voters AS MATERIALIZED (
    SELECT bit_or(1 << least(n, 12)) AS mask FROM stands JOIN numbered USING (owner) GROUP BY voter)
  SELECT (CASE WHEN (SELECT count(*) FROM numbered) > 12 THEN (SELECT count(*) FROM stands WHERE voter = owner)
    ELSE (SELECT min(length(replace(chosen::bit(12)::text, '0', '')) + (SELECT count(*) FROM voters WHERE mask & ~chosen <> 0))
          FROM generate_series(0, (1 << (SELECT count(*) FROM numbered)::int) - 1) AS c (chosen)) END)::int
$$;

REVOKE EXECUTE ON FUNCTION hakim_owners_given(UUID, TEXT[], TEXT[]) FROM PUBLIC;
