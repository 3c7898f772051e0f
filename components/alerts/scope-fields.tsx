import type { ChangeEvent } from 'react'
import { Field, Input, Select } from '@/components/ui/field'
import type { RuleFields } from '@/lib/alerts/domain/rule-params'

/** On which nodes. */
export const ScopeFields = (props: {
  scope: string
  fields: RuleFields
  onChange: (event: ChangeEvent<HTMLElement>) => void
}) => (
  <>
    <Field label="Nodes" required>
      <Select name="scope" value={props.scope} onChange={props.onChange}>
        <option value="all">all nodes</option>
        <option value="label">nodes with a label</option>
        <option value="node">one node</option>
      </Select>
    </Field>
    {props.scope === 'label' && (
      <Field label="Label" required path="label">
        <Input name="label" defaultValue={props.fields.label} placeholder="region:eu" className="font-mono" />
      </Field>
    )}
    {props.scope === 'node' && (
      <Field label="Node DID" required path="node_did">
        <Input name="node_did" defaultValue={props.fields.node_did} className="min-w-72 font-mono" />
      </Field>
    )}
  </>
)
