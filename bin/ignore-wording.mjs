/**
 * A plugin of Stryker: leaves sentences as they are. Whether an error reads well is for people to judge, and a test that
 * compares it word for word would only repeat it. A text counts as a sentence if it has a blank between two words; codes, tags,
 * names and keys have none and are changed. What a template inserts is changed as well, unless it is only named.
 */
export const strykerPlugins = [{ kind: 'Ignore', name: 'wording', value: { shouldIgnore } }]

const sentence = /\p{L}[,.:;]? \S|\S \p{L}/u

/** @param {{ node: any }} path */
function shouldIgnore({ node }) {
  return isSentence(node) ? 'wording' : undefined
}

/** @param {any} node of Babel's syntax tree */
function isSentence(node) {
  if (node.type === 'StringLiteral') return sentence.test(node.value)
  if (node.type !== 'TemplateLiteral' || !node.expressions.every(isName)) return false
  return sentence.test(node.quasis.map((/** @type {any} */ { value }) => value.raw).join('x'))
}

/**
 * @param {any} node
 * @returns {boolean}
 */
const isName = (node) =>
  node.type === 'Identifier' || (node.type === 'MemberExpression' && !node.computed && isName(node.object))
