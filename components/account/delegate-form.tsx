'use client'

import { useState } from 'react'
import type { Enrol } from '@/components/signing/enrol'
import { Field, Input, Select } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action, Done } from '@/components/ui/use-send'
import { endOfDay, startOfDay } from '@/lib/consent/domain/delegation-days'
import type { DelegationsPage } from '@/lib/consent/domain/own-delegations'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { ChooseNodes } from './choose-nodes'
import { delegateNodes, type NodeResult } from './delegate-nodes'
import { DelegateResults } from './delegate-results'

/** Delegates all of one's nodes, or some, to one person for a time; each node has its own signed delegation and its own result. */
export function DelegateForm(props: {
  page: DelegationsPage
  /** The last day that is offered first, such as 2027-03-01. */
  lastDay: string
  signing: SigningWays
  enrol: Enrol
  send: Action<{ results: NodeResult[] }>
}) {
  const { nodes, people, signingKeys } = props.page
  const { signing, enrol, send } = props
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(nodes.map(({ did }) => did)))
  const [filter, setFilter] = useState('')
  const [progress, setProgress] = useState('')
  const [results, setResults] = useState<readonly NodeResult[]>([])
  const [wanted, setWanted] = useState({ to: '', starts: '', until: props.lastDay })
  const delegate = async (): Promise<Result<Done>> => {
    setResults([])
    const { to } = wanted
    if (chosen.size === 0) return fail('invalid', 'Nothing was delegated: choose a node.')
    if (to === '')
      return fail('invalid', 'Nothing was delegated.', {
        fields: [{ path: 'to', message: 'must be chosen' }],
      })
    const until = endOfDay(wanted.until)
    if (Number.isNaN(Date.parse(until)))
      return fail('invalid', 'Nothing was delegated.', {
        fields: [{ path: 'until', message: 'must be a day' }],
      })
    const dids = nodes.flatMap(({ did }) => (chosen.has(did) ? [did] : []))
    const starts = startOfDay(wanted.starts, Date.now())
    const made = await delegateNodes(
      { nodes: dids, to, starts, until, keys: signingKeys[to] ?? [] },
      { signing, enrol, send, say: setProgress },
    )
    setProgress('')
    if (!made.ok) return made
    setResults(made.value)
    // What is left is sent by another click, and nothing twice.
    const left = made.value.filter(({ failure }) => failure !== null)
    if (left.length > 0) setChosen(new Set(left.map(({ node_did }) => node_did)))
    return ok({ warnings: [] })
  }
  const text = (key: keyof typeof wanted) => ({
    name: key,
    value: wanted[key],
    onChange: ({ target }: { target: { value: string } }) => setWanted({ ...wanted, [key]: target.value }),
  })
  return (
    <SendForm action={delegate} done={() => undefined} className="flex flex-col gap-3.5">
      <FormNotes shown={['to', 'starts', 'until']} />
      {signing.unsigned && <p className="text-warning">{signing.unsigned}</p>}
      <div className="grid grid-cols-1 gap-3.5 sm:grid-cols-2 sm:*:first:col-span-2">
        <Field label="Delegate to" required path="to">
          <Select {...text('to')}>
            <option value="">Choose an approver</option>
            {people.map(({ did, name }) => (
              <option key={did} value={did}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="First day" path="starts">
          <Input {...text('starts')} type="date" />
        </Field>
        <Field label="Through (last day)" required path="until">
          <Input {...text('until')} type="date" />
        </Field>
      </div>
      <ChooseNodes {...{ nodes, chosen, filter }} search={setFilter} choose={setChosen} />
      <DelegateResults results={results} nodes={nodes} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <SubmitButton variant="primary" busy={`Delegating ${progress}`} disabled={chosen.size === 0}>
          {`Delegate ${chosen.size} ${chosen.size === 1 ? 'node' : 'nodes'}`}
        </SubmitButton>
        <span className="text-xs text-ink-3">
          {signing.keys.some(({ credential_id }) => credential_id !== null)
            ? 'Without a first day it begins at once. A passkey asks once for each node.'
            : 'Without a first day it begins at once. Each node has a delegation of its own.'}
        </span>
      </div>
    </SendForm>
  )
}
