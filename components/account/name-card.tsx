import { Card } from '@/components/ui/card'
import { Did } from '@/components/ui/did'
import { Field, Input } from '@/components/ui/field'
import { FormNotes, SendForm, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { AccountPage } from '@/lib/people/domain/account-page'
import { roleNames } from '@/lib/people/domain/role-names'

/** Who one is here; only the name is one's own to change. */
export const NameCard = ({ account, rename }: { account: AccountPage; rename: Action }) => (
  <Card title="You">
    <dl className="mb-3.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      <dt className="text-ink-2">E-mail</dt>
      <dd className="[overflow-wrap:anywhere]">{account.email}</dd>
      <dt className="text-ink-2">Role</dt>
      <dd>{roleNames[account.role]}</dd>
      <dt className="text-ink-2">DID</dt>
      <dd className="min-w-0">
        <Did did={account.did} />
      </dd>
    </dl>
    <SendForm key={account.name} action={rename} className="flex flex-col gap-2.5">
      <FormNotes shown={['name']} />
      <Field label="Name" required hint="Others see it beside what you do." path="name" subject="The name">
        <Input name="name" defaultValue={account.name} autoComplete="name" maxLength={100} />
      </Field>
      <SubmitButton className="self-start" busy="Saving…">
        Save the name
      </SubmitButton>
    </SendForm>
  </Card>
)
