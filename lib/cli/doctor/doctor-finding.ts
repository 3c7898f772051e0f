/** The result of one check; the remedy says what to do. */
export type Finding = { check: string; status: 'ok' | 'warn' | 'fail'; detail: string; remedy?: string }

export const finding = {
  ok: (check: string, detail: string): Finding => ({ check, status: 'ok', detail }),
  warn: (check: string, detail: string, remedy: string): Finding => ({
    check,
    status: 'warn',
    detail,
    remedy,
  }),
  fail: (check: string, detail: string, remedy: string): Finding => ({
    check,
    status: 'fail',
    detail,
    remedy,
  }),
}
