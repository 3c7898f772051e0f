import type { AuditFindings } from './finding'
import { type AuditSeal, type Sha256, sealText } from './log'

/** Whether a signature (hex) of the seal with this hash is one of a known key; null: no key is known. */
export type CheckSignature = ((hash: string, signature: string) => boolean) | null

/** Follows the seals in the order of their numbers, and says of each whether its list can be trusted. */
export class SealCheck {
  private lastNo = 0
  private lastHash: string | null = null
  private lastValid = true
  /** Seals after one that was made anew fail as well; they are counted, not listed. */
  following = 0

  constructor(
    private readonly sha256: Sha256,
    private readonly isSigned: CheckSignature,
    /** Hashes of seals, by number, as they were kept outside of the database. */
    private readonly heads: ReadonlyMap<number, string>,
    private readonly findings: AuditFindings,
  ) {}

  check(seal: AuditSeal): boolean {
    const place = { seal: seal.no }
    if (seal.no <= this.lastNo) {
      this.findings.add('inserted', place, `stands after seal ${this.lastNo}`)
      return false
    }
    const gap = seal.no > this.lastNo + 1
    if (gap) this.reportGap(seal.no - 1)
    const valid = this.validHash(seal, gap)
    if (valid) {
      const { hash, prev } = valid
      if (hash !== seal.hash || prev !== seal.prev)
        this.findings.add('changed', place, 'has another hash in its row than the signed one')
      if (!gap && this.lastValid && prev !== this.lastHash)
        this.findings.add('changed', place, `does not follow seal ${this.lastNo}`)
    } else this.reportInvalid(seal)
    this.lastNo = seal.no
    this.lastHash = valid?.hash ?? seal.hash
    this.lastValid = valid !== null
    return valid !== null
  }

  end(): void {
    const later = [...this.heads.keys()].filter((no) => no > this.lastNo)
    if (later.length === 0) return
    const last = later.reduce((a, b) => Math.max(a, b))
    const first = this.lastNo + 1
    const which = last > first ? `and those up to ${last} are missing` : 'is missing'
    this.findings.add('truncated', { seal: first }, `${which} at the end; the kept heads name them`)
  }

  /** The hash and the one before it with which the content is what was signed; null when there is none. */
  private validHash(seal: AuditSeal, gap: boolean): { hash: string; prev: string | null } | null {
    const kept = this.heads.get(seal.no)
    const before = [seal.prev, ...(gap ? [] : [this.lastHash]), this.heads.get(seal.no - 1)]
    for (const prev of new Set(before)) {
      if (prev === undefined) continue
      const hash = this.sha256(null, sealText({ ...seal, prev }))
      if (kept !== undefined && kept !== hash) continue
      if (this.isSigned ? this.isSigned(hash, seal.signature) : hash === seal.hash) return { hash, prev }
    }
    return null
  }

  private reportGap(last: number): void {
    const first = this.lastNo + 1
    for (let no = first; no <= last && no < first + 1_000; no += 1)
      this.findings.add('removed', { seal: no }, 'is missing')
  }

  private reportInvalid(seal: AuditSeal): void {
    const place = { seal: seal.no }
    const kept = this.heads.get(seal.no)
    if (this.sha256(null, sealText(seal)) !== seal.hash)
      this.findings.add('changed', place, 'its hash is not that of its content')
    else if (!this.lastValid && seal.prev === this.lastHash) this.following += 1
    else if (kept !== undefined && kept !== seal.hash)
      this.findings.add('forged', place, 'is not the seal of which the hash was kept outside of the database')
    else this.findings.add('forged', place, 'is signed by none of the known keys')
  }
}
