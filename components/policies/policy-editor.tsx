'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { Enrol } from '@/components/signing/enrol'
import { signPolicy } from '@/components/signing/sign-policy'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/field'
import { type Action, useSend } from '@/components/ui/use-send'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import type { PolicyDraft, PolicyIdentity } from '@/lib/policies/domain/policy-draft'
import { changedLines, policyLines } from '@/lib/policies/domain/policy-lines'
import type { PolicyChoices } from '@/lib/policies/domain/policy-page'
import { ChangesCard } from './changes-card'
import { DraftLines } from './draft-lines'
import { EditorTabs } from './editor-tabs'
import { FileField } from './file-field'
import { missingText } from './missing-text'
import { ReplayCard } from './replay-card'
import { SignCard } from './sign-card'
import { useDraft } from './use-draft'

const lost = 'The server did not answer, so this may or may not have been signed. Read the page again.'

/** Writes the next revision of a policy, shows what it would have done, and signs it. */
export function PolicyEditor(props: {
  identity: PolicyIdentity
  name: string
  start: PolicyDraft
  /** The revision before; null: there is none. */
  before: PolicyDraft | null
  /** Whether that one approves something, now or later; the same can be signed again once it does not. */
  inForce: boolean
  first: DraftReplay | null
  choices: PolicyChoices
  /** Names of nodes that the draft names and that cannot be chosen. */
  names: Record<string, string>
  signing: SigningWays
  actions: {
    replay: Action<DraftReplay>
    readFile: Action<PolicyDraft>
    sign: Action
    enrol: Enrol
  }
}) {
  const { identity, before, choices, signing, actions } = props
  const router = useRouter()
  const root = useRef<HTMLDivElement>(null)
  const [name, setName] = useState(props.name)
  const [isFile, setIsFile] = useState(false)
  const [lookedAt, setLookedAt] = useState<string | null>(null)
  const { draft, change, policy, failure, replayed, shown } = useDraft(
    ...([props.start, identity, actions.replay, props.first] as const),
  )
  const { send, pending, refusedBeside } = useSend(root, lost)
  const nameOf = (did: string): string =>
    choices.nodes.find((node) => node.did === did)?.name ?? props.names[did] ?? did
  const changes = before ? changedLines(before, draft, nameOf) : []
  const [problem = null] = failure?.fields ?? []
  const digest = replayed?.digest ?? null
  const missing = missingText({
    ...{ draft, name, replayed, failure },
    ...{ looked: digest !== null && lookedAt === digest, isChanged: !props.inForce || changes.length > 0 },
  })
  const sign = () => {
    if (missing !== null) return
    send(
      async () => {
        const signed = await signPolicy(policy, signing, actions.enrol)
        return signed.ok ? actions.sign({ name: name.trim(), signed: signed.value }) : signed
      },
      (result) => {
        if (result.ok) router.push(`/settings/policies/${identity.policy_id}`)
      },
    )
  }
  return (
    <div
      ref={root}
      className="grid grid-cols-1 items-start gap-3.5 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
    >
      <div className="flex min-w-0 flex-col gap-3.5">
        <section className="min-w-0 overflow-hidden rounded-card border bg-surface">
          <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-2.5">
            <h2 className="font-title">Approve in my name when all of this holds</h2>
            <EditorTabs isFile={isFile} choose={setIsFile} />
          </div>
          <div className="border-t px-4 py-2.5">
            <label htmlFor="policy-name" className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="w-30 text-ink-2 max-sm:w-full max-sm:font-medium">Name</span>
              <Input
                id="policy-name"
                className="flex-1 basis-48"
                maxLength={100}
                autoComplete="off"
                placeholder="Such as: Restart a hung indexer"
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            </label>
          </div>
          <div className="border-t">
            {isFile ? (
              <FileField {...{ draft, identity, change }} readFile={actions.readFile} />
            ) : (
              <DraftLines
                {...{ draft, choices, nameOf, change, problem }}
                changed={new Set(changes.map(({ key }) => key))}
              />
            )}
          </div>
        </section>
        {before && (
          <ChangesCard
            revision={identity.revision - 1}
            lines={changes}
            of={policyLines(draft, nameOf).length}
            replayed={replayed}
          />
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-3.5">
        {shown ? (
          <div className={replayed ? '' : 'opacity-60'} aria-busy={replayed === null}>
            <ReplayCard version={`version ${identity.revision}`} {...shown} />
          </div>
        ) : (
          <Card title="Replay">
            <p className="text-ink-2">
              Choose a task and nodes to see what would have been approved in the last 90 days, and how that
              ended.
            </p>
          </Card>
        )}
        <SignCard
          {...{ revision: identity.revision, replayed, missing, pending, sign }}
          looked={digest !== null && lookedAt === digest}
          look={(looked) => setLookedAt(looked ? digest : null)}
          refused={refusedBeside([])}
          unsigned={signing.unsigned}
        />
      </div>
    </div>
  )
}
