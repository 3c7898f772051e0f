import type { PersonMention } from '@/lib/board/domain/person-mention'
import { shortDid } from '@/lib/kernel/did/short-did'

/** "you", a name, or the shortened DID of somebody unknown; the full DID on hover. */
export const PersonName = ({ person }: { person: PersonMention }) => (
  <bdi title={person.did} className={person.name === null && !person.you ? 'font-mono text-xs' : undefined}>
    {person.you ? 'you' : (person.name ?? shortDid(person.did))}
  </bdi>
)
