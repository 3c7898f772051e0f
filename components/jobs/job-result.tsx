import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { ScrollBox } from '@/components/ui/scroll-box'
import { VisibleText } from '@/components/ui/visible-text'
import type { JsonValue } from '@/lib/kernel/json/json'
import { visibleJson } from '@/lib/kernel/text/visible-text'

/** The result that the agent returned, as JSON. */
export function JobResult({ result }: { result: JsonValue }) {
  return (
    <Card
      title="Result"
      aside={<CopyButton text={JSON.stringify(result, null, 2)} label="Copy the result as JSON" />}
    >
      <ScrollBox label="Result as JSON" className="max-h-96 rounded-control border bg-sunken p-3">
        <pre className="font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
          <VisibleText parts={visibleJson(result)} />
        </pre>
      </ScrollBox>
    </Card>
  )
}
