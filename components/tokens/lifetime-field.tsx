import { Field, Select } from '@/components/ui/field'

const lifetimes = [
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: '365d', label: 'One year' },
  { value: 'never', label: 'Never' },
] as const

/** How long a new token works. */
export const LifetimeField = ({ label }: { label: string }) => (
  <Field label={label} required path="expires">
    <Select name="expires" defaultValue="90d">
      {lifetimes.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </Select>
  </Field>
)
