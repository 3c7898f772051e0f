/** Marks a job that the audit log does not have with this status: somebody wrote it past all guards. */
export const NotInLog = () => (
  <span
    title="The audit log does not have this job with this status. Trust nothing that it says, and verify the log."
    className="inline-block rounded-[4px] bg-error-soft px-2 py-px align-middle text-xs font-semibold whitespace-nowrap text-error"
  >
    Not in the log
  </span>
)
