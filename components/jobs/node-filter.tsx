'use client'

/** Chooses one node and sends the form around it at once. A node that came by a link is offered even if not listed. */
export function NodeFilter(props: {
  nodes: { did: string; name: string | null }[]
  chosen?: string | undefined
}) {
  const { nodes, chosen } = props
  const unlisted = chosen !== undefined && !nodes.some((node) => node.did === chosen)
  return (
    <select
      name="node"
      aria-label="Node"
      defaultValue={chosen ?? ''}
      onChange={(event) => event.currentTarget.form?.requestSubmit()}
      className="control-h max-w-full min-w-0 rounded-control border border-strong bg-surface px-2.5 max-md:flex-1 md:max-w-60"
    >
      <option value="">Any node</option>
      {unlisted && <option value={chosen}>{chosen}</option>}
      {nodes.map((node) => (
        <option key={node.did} value={node.did}>
          {node.name ?? node.did}
        </option>
      ))}
    </select>
  )
}
