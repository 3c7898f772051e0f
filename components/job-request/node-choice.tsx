'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { type ComponentProps, useOptimistic, useState, useTransition } from 'react'
import { ChoiceTrigger } from '@/components/fleet/choice-trigger'
import { useChoices } from '@/components/fleet/use-choices'
import { Field, useWiring } from '@/components/ui/field'

// Loaded on demand: most people come from the page of their node.
const FleetChoices = dynamic(
  () => import('@/components/fleet/fleet-choices').then((module) => module.FleetChoices),
  { ssr: false },
)

type Chosen = { did: string; name: string | null } | null

const nameOf = (chosen: Chosen): string | undefined =>
  chosen === null ? undefined : chosen.name ? `${chosen.name} · ${chosen.did}` : chosen.did

/** Where DIDs of one fleet differ. */
const endOf = (did: string): string => `…${did.slice(-8)}`

/** The field's control, also where the list gives it another id. */
const NodeTrigger = ({ chosen, ...rest }: ComponentProps<'button'> & { chosen: Chosen }) => (
  <ChoiceTrigger field title="Node" chosen={nameOf(chosen)} {...rest} {...useWiring()} />
)

/** Chooses the node among thousands; the address then names it, and the server reads its tasks. */
export function NodeChoice(props: { chosen: Chosen; error: string | undefined; onChoose: () => void }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  // Shows the choice at once, while the server is still reading.
  const [shown, setShown] = useOptimistic(props.chosen)
  const choices = useChoices('node')
  const [opened, setOpened] = useState(false)
  const choose = (did: string) => {
    if (did === '') return
    props.onChoose()
    startTransition(() => {
      const name = choices.choices.find(({ value }) => value === did)?.name
      setShown({ did, name: name === did ? null : (name ?? null) })
      router.replace(`/jobs/new?node=${encodeURIComponent(did)}`, { scroll: false })
    })
  }
  const open = () => {
    void choices.search('')
    setOpened(true)
  }
  return (
    <Field
      label="Node"
      required
      error={props.error}
      hint={pending ? 'Loading its tasks…' : 'Search by name or DID'}
    >
      {opened ? (
        <FleetChoices
          trigger={<NodeTrigger chosen={shown} />}
          search="Search nodes by name or DID"
          order="first #"
          asideOf={endOf}
          chosen={shown?.did ?? ''}
          choices={choices}
          choose={choose}
        />
      ) : (
        <NodeTrigger
          chosen={shown}
          onClick={open}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') open()
          }}
        />
      )}
    </Field>
  )
}
