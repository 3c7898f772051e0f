import type { AuditFindings } from './finding'
import { type AuditCheckpoint, checkpointText, type Sha256 } from './log'

/** Whether a known key made this signature (hex) of the checkpoint with this hash; null: no key is known. */
export type CheckSignature = ((hash: string, signature: string) => boolean) | null

/** Takes the checkpoints in the order of their numbers and says for each whether its events can be trusted. */
export class CheckpointCheck {
  private lastNo = 0
  private lastHash: string | null = null
  private lastValid = true
  /** Checkpoints after a forged one fail as well; they are counted, not listed. */
  following = 0

  constructor(
    private readonly sha256: Sha256,
    private readonly isSigned: CheckSignature,
    /** Checkpoint hashes kept outside the database, by number. */
    private readonly heads: ReadonlyMap<number, string>,
    private readonly findings: AuditFindings,
  ) {}

  check(checkpoint: AuditCheckpoint): boolean {
    const place = { checkpoint: checkpoint.no }
    if (checkpoint.no <= this.lastNo) {
      this.findings.add('inserted', place, `comes after checkpoint ${this.lastNo}`)
      return false
    }
    const gap = checkpoint.no > this.lastNo + 1
    if (gap) this.reportGap(checkpoint.no - 1)
    const valid = this.validHash(checkpoint, gap)
    if (valid) {
      const { hash, prev } = valid
      if (hash !== checkpoint.hash || prev !== checkpoint.prev)
        this.findings.add('changed', place, 'the hash in its row is not the signed one')
      if (!gap && this.lastValid && prev !== this.lastHash)
        this.findings.add('changed', place, `does not follow checkpoint ${this.lastNo}`)
    } else this.reportInvalid(checkpoint)
    this.lastNo = checkpoint.no
    this.lastHash = valid?.hash ?? checkpoint.hash
    this.lastValid = valid !== null
    return valid !== null
  }

  end(): void {
    const later = [...this.heads.keys()].filter((no) => no > this.lastNo)
    if (later.length === 0) return
    const last = later.reduce((a, b) => Math.max(a, b))
    const first = this.lastNo + 1
    const which = last > first ? `and those up to ${last} are missing` : 'is missing'
    this.findings.add(
      'truncated',
      { checkpoint: first },
      `${which} at the end; the kept heads have ${last > first ? 'them' : 'it'}`,
    )
  }

  /** The hash and previous hash with which the content matches the signature; null if there are none. */
  private validHash(checkpoint: AuditCheckpoint, gap: boolean): { hash: string; prev: string | null } | null {
    const kept = this.heads.get(checkpoint.no)
    const before = [checkpoint.prev, ...(gap ? [] : [this.lastHash]), this.heads.get(checkpoint.no - 1)]
    for (const prev of new Set(before)) {
      if (prev === undefined) continue
      const hash = this.sha256(null, checkpointText({ ...checkpoint, prev }))
      if (kept !== undefined && kept !== hash) continue
      if (this.isSigned ? this.isSigned(hash, checkpoint.signature) : hash === checkpoint.hash)
        return { hash, prev }
    }
    return null
  }

  private reportGap(last: number): void {
    const first = this.lastNo + 1
    for (let no = first; no <= last && no < first + 1_000; no += 1)
      this.findings.add('removed', { checkpoint: no }, 'is missing')
  }

  private reportInvalid(checkpoint: AuditCheckpoint): void {
    const place = { checkpoint: checkpoint.no }
    const kept = this.heads.get(checkpoint.no)
    if (this.sha256(null, checkpointText(checkpoint)) !== checkpoint.hash)
      this.findings.add('changed', place, 'its hash does not match its content')
    else if (!this.lastValid && checkpoint.prev === this.lastHash) this.following += 1
    else if (kept !== undefined && kept !== checkpoint.hash)
      this.findings.add('forged', place, 'is not the checkpoint whose hash was kept outside the database')
    else this.findings.add('forged', place, 'is not signed by a known key')
  }
}
