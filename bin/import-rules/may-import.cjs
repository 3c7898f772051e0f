const { builtIns, isTest, migrations, packages } = require('./paths.cjs')

/** What the files of a folder may reach beyond it; tests aside. */
const codeMayImport = (name, from, ...allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: isTest },
  to: { pathNot: [from, ...allowed] },
})

/** What a folder's tests may reach beyond it. */
const testsMayImport = (name, from, ...allowed) => ({
  name: `${name}-tests`,
  severity: 'error',
  from: { path: `${from}.*${isTest}` },
  to: {
    pathNot: [
      from,
      ...allowed,
      '^test/',
      migrations,
      builtIns,
      ...packages('vitest', 'fast-check', 'pg', 'typeorm', 'react', 'react-dom', 'next', 'zod'),
    ],
  },
})

/** Both: a test may reach what its folder may, and what tests share. */
const mayImport = (...rule) => [codeMayImport(...rule), testsMayImport(...rule)]

/** Refuses what none of these rules is for: a new folder would be free of rules. */
const everyFileHasARule = (rules) => {
  const ruled = rules.map((rule) => rule.from.path)
  return [
    { name: 'no-file-without-a-rule', severity: 'error', from: { pathNot: ruled }, to: {} },
    { name: 'no-import-without-a-rule', severity: 'error', from: {}, to: { path: '^lib/', pathNot: ruled } },
  ]
}

module.exports = { codeMayImport, testsMayImport, mayImport, everyFileHasARule }
