import { Card } from '@/components/ui/card'
import { ZoneChoice } from '@/components/ui/zone-choice'
import { KeysChoice } from './keys-choice'

/** What a reader chooses for themselves; it is kept in this browser. */
export const BrowserCard = ({ keysOn }: { keysOn: boolean }) => (
  <Card title="Reading and keys" aside="in this browser">
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2.5">
      <dt className="text-ink-2">Zone</dt>
      <dd className="min-w-0">
        <ZoneChoice />
      </dd>
      <dt className="text-ink-2">Keys</dt>
      <dd>
        <KeysChoice on={keysOn} />
      </dd>
      <dt className="text-ink-2">Language</dt>
      <dd>English only. Dates and times are written as 2026-01-31 09:30.</dd>
    </dl>
  </Card>
)
