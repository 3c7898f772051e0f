import { confirmed } from './ask'
import { CommandError } from './exit'
import { shownText } from './shown'

type Asked = { text: string; question: string; otherwise: string }

/** Shows what is to be signed or decided and, without `yes`, asks. Throws CommandError with `otherwise` unless the answer is yes. */
export async function confirmShown(
  { text, question, otherwise }: Asked,
  { json, yes }: { json?: boolean; yes?: boolean },
): Promise<void> {
  // With --json, standard output has the answer alone.
  const show = json ? console.error : console.log
  show(shownText(text))
  if (!yes && !(await confirmed(question))) throw new CommandError(otherwise)
}
