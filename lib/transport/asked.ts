import { ok } from '@/lib/kernel/errors'

type Asked = { change: object | null } | { changes: readonly object[] }

const waits = (value: Asked): boolean =>
  'changes' in value ? value.changes.length > 0 : value.change !== null

/** 202 while the owners are asked first; else as `status` says. */
export const asked = <T extends Asked>(value: T, status?: number) => {
  const answered = waits(value) ? 202 : status
  return answered === undefined ? ok(value) : { ...ok(value), status: answered }
}
