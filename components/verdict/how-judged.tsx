/** The method in short; docs/verdicts.md has it with its error rates. */
export const HowJudged = () => (
  <details className="mt-1">
    <summary className="w-fit cursor-pointer underline decoration-dotted underline-offset-2">
      How this is judged
    </summary>
    <p className="mt-1.5 max-w-prose">
      By what the node itself reports, from whatever program: the status and diagnosis that three reports in a
      row agree on, in the week before the run and after it. What changes within an hour of the end counts;
      the verdict settles 6 h after it, and a return within 7 d opens it again. A diagnosis that came and went
      by itself has to stay away for longer than it ever did. Figures compare the median of the 6 h before
      with that of the time after; the usual spread is how much the same hours differed on the 14 days before.
      All this says what came after the run, never that the run caused it: an illness often ends by itself.
    </p>
  </details>
)
