'use client'

import { useRouter } from 'next/navigation'
import { useOptimistic, useTransition } from 'react'
import { Field, Select } from '@/components/ui/field'

/** Chooses the node; the address then names it, and the server reads its tasks. */
export function NodeChoice(props: {
  nodes: { did: string; name: string | null }[]
  chosen: string | undefined
  error: string | undefined
}) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  // Shows the choice at once, while the server is still reading.
  const [shown, setShown] = useOptimistic(props.chosen ?? '')
  const choose = (did: string) =>
    startTransition(() => {
      setShown(did)
      router.replace(did === '' ? '/jobs/new' : `/jobs/new?node=${encodeURIComponent(did)}`, {
        scroll: false,
      })
    })
  return (
    <Field
      label="Node"
      required
      error={props.error}
      hint={pending ? 'Loading its tasks…' : 'Type the first letters of its name'}
    >
      <Select name="target_node_did" value={shown} onChange={(event) => choose(event.target.value)}>
        <option value="">Choose…</option>
        {props.nodes.map(({ did, name }) => (
          <option key={did} value={did}>
            {name ? `${name} · ${did}` : did}
          </option>
        ))}
      </Select>
    </Field>
  )
}
