import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field, Input } from '@/components/ui/field'

/** Nodes by label or search; the address names them, so it works without scripts. */
export const ChooseNodes = (props: { label: string | undefined; q: string | undefined }) => (
  <Card title="Which nodes">
    <form action="/jobs/new" className="flex flex-wrap items-end gap-3.5">
      <input type="hidden" name="many" value="true" />
      <Field label="Label" className="basis-56" hint="Such as site:Cairo">
        <Input name="label" defaultValue={props.label} autoComplete="off" className="font-mono" />
      </Field>
      <Field label="Search" className="basis-56" hint="Name, DID, diagnosis or label">
        <Input name="q" type="search" defaultValue={props.q} />
      </Field>
      <div className="flex gap-2.5">
        <Button type="submit">Find nodes</Button>
        <ButtonLink variant="ghost" href="/">
          Select in the fleet
        </ButtonLink>
      </div>
    </form>
  </Card>
)
