import { Field, Select } from '@/components/ui/field'
import type { TaskOffer } from '@/lib/tasks/domain/task'

/** Chooses one of the tasks that the node announced, and says what the chosen one does. */
export function TaskChoice(props: {
  tasks: TaskOffer[]
  value: string
  onChange: (name: string) => void
  error: string | undefined
}) {
  const chosen = props.tasks.find(({ name }) => name === props.value)
  return (
    <Field
      label="Task"
      required
      error={props.error}
      {...(chosen?.description ? { hint: <bdi>{chosen.description}</bdi> } : {})}
    >
      <Select name="task_name" value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        <option value="">Choose…</option>
        {props.tasks.map(({ name, title }) => (
          <option key={name} value={name}>
            {title ? `${title} · ${name}` : name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
