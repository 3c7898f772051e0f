import { Field, Input, Textarea } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { RequestStart } from '@/lib/board/domain/request-form'
import { maxTaskNameLength } from '@/lib/tasks/domain/task-name'

/** Task and parameters for a node that announced nothing. */
export const FreeFields = (props: {
  start: RequestStart | null
  task: string
  onTask: (task: string) => void
  errorOf: (path: string) => string | undefined
}) => (
  <>
    <Notice tone="info">
      This node has not announced its tasks, so Hakim cannot check the name and parameters. Write them as its
      agent expects them.
    </Notice>
    {!props.start && (
      <Field label="Task" required error={props.errorOf('task_name')} hint="Such as restart_service">
        <Input
          name="task_name"
          value={props.task}
          onChange={(event) => props.onTask(event.target.value)}
          autoComplete="off"
          className="font-mono"
          maxLength={maxTaskNameLength}
        />
      </Field>
    )}
    <Field
      label="Parameters"
      error={props.errorOf('params')}
      hint={'A JSON object, such as {"service_name": "web"}; leave empty for none'}
    >
      <Textarea
        name="params"
        rows={5}
        spellCheck={false}
        defaultValue={props.start?.params ? JSON.stringify(props.start.params, null, 2) : ''}
        className="font-mono"
      />
    </Field>
  </>
)
