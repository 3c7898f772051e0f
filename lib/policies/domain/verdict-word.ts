import { verdictNames } from '@/lib/verdicts/domain/verdict'

const isVerdict = (text: string): text is keyof typeof verdictNames => Object.hasOwn(verdictNames, text)

/** What became of a job in a word: the verdict on its run, or how it ended. */
export const verdictWord = ({ verdict, status }: { verdict: string | null; status: string }): string =>
  verdict !== null && isVerdict(verdict) ? `${status}, ${verdictNames[verdict]}` : status
