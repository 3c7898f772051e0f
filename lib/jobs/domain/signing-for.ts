import type { SigningWays } from '@/lib/people/domain/signing-ways'
import type { OnNode } from './on-node'

/** How somebody signs so that the node counts it: with none of their other keys, and no new one. */
export const signingFor = (onNode: OnNode | null, ways: SigningWays): SigningWays =>
  onNode && onNode.keys.length > 0
    ? { ...ways, keys: ways.keys.filter(({ key }) => onNode.keys.includes(key)), enrolsItself: false }
    : ways
