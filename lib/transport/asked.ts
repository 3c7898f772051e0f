import { ok } from '@/lib/kernel/errors'

/** 202 while the owners are asked first; else as `status` says. */
export const asked = <T extends { change: object | null }>(value: T, status?: number) => {
  const answered = value.change === null ? status : 202
  return answered === undefined ? ok(value) : { ...ok(value), status: answered }
}
