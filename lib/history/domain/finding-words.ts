import type { KeptFinding } from '@/lib/audit/domain/verification'

const number = (count: number): string => count.toLocaleString('en-GB')

/** Where a finding is: the entry in its chain, or the checkpoint. */
export function findingPlace({
  event_id,
  stream,
  seq,
  checkpoint_no,
}: Pick<KeptFinding, 'event_id' | 'stream' | 'seq' | 'checkpoint_no'>): string {
  const chain = stream === null ? '' : seq === null ? ` (${stream})` : ` (${stream}, number ${number(seq)})`
  if (event_id !== null) return `Entry ${number(event_id)}${chain}`
  if (stream !== null) return `An entry${chain}`
  return checkpoint_no === null ? '' : `Checkpoint ${number(checkpoint_no)}`
}
