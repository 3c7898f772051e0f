/** Marks a job that the audit log does not bear out: somebody wrote it past all guards. */
export const NotInLog = () => (
  <span
    title="The audit log does not bear out what this job says. Trust none of it, and verify the log."
    className="inline-block rounded-[4px] bg-error-soft px-2 py-px align-middle text-xs font-semibold whitespace-nowrap text-error"
  >
    Not in the log
  </span>
)
