import type { Failure } from '@/lib/kernel/errors'

/** Asks whether a rule is wanted that nobody could meet on these nodes, each by name. */
export const ConfirmUnmet = (props: { verb: 'Create' | 'Change'; nodes: NonNullable<Failure['nodes']> }) => (
  <label className="flex items-start gap-2.5">
    <input type="checkbox" name="confirm" className="mt-1" />
    <span className="min-w-0 [overflow-wrap:anywhere]">
      {props.verb} it all the same: on{' '}
      {props.nodes.map(({ node_did, name }, index) => (
        <span key={node_did}>
          {index > 0 && ', '}
          <bdi title={node_did}>{name ?? node_did}</bdi>
        </span>
      ))}
      , nobody could approve what it matches.
    </span>
  </label>
)
