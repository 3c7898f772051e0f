import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { PersonName } from '@/components/ui/person-name'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { NodePins } from '@/lib/consent/domain/consent-page'

/** What makes the node verify its owners' signatures itself: the member `consent` of its tasks file, to copy. */
export function PinsCard({ offered: { pins, keyless } }: { offered: NodePins }) {
  const text = pins && `"consent": ${JSON.stringify(pins, null, 2)}`
  return (
    <Card title="Pin the owners’ keys" aside={text && <CopyButton text={text} label="Copy the pins" />}>
      <p className="text-ink-2">
        With this in its tasks file, the node runs only what its owners have signed, whatever this server
        says. Copy it by hand, check the keys with the owners, and restart the agent.
      </p>
      {text ? (
        <ScrollBox label="Pins" className="mt-2 max-h-72 rounded-control border bg-sunken px-3 py-2.5">
          <pre className="font-mono text-xs">{text}</pre>
        </ScrollBox>
      ) : (
        <p className="mt-2">No owner has a key yet. Each adds one on the page of their account.</p>
      )}
      {text && keyless.length > 0 && (
        <p className="mt-2 text-xs text-warning">
          Without a key yet, so their approvals would not count there:{' '}
          {keyless.map((person, index) => (
            <span key={person.did}>
              {index > 0 && ', '}
              <PersonName person={{ ...person, you: false }} />
            </span>
          ))}
        </p>
      )}
    </Card>
  )
}
