import ts from 'typescript'
import tseslint from 'typescript-eslint'

const noAssertions = {
  selector: "TSAsExpression:not([typeAnnotation.typeName.name='const'])",
  message: 'Prove the type instead of asserting it.',
}

/** Chance, time and the outside come to the simulation as arguments. */
const impure = ['console', 'process', 'performance', 'Date', 'fetch', 'setTimeout', 'globalThis']

/** What a person wrote may be `constructor`: a table is asked by `own`, which knows its own names alone. */
const ownNames = {
  create(context) {
    const services = context.sourceCode.parserServices
    const isAnyWord = (type) =>
      type.isUnion() ? type.types.some(isAnyWord) : (type.flags & ts.TypeFlags.String) !== 0
    return {
      MemberExpression(node) {
        const isWritten = node.parent.type === 'AssignmentExpression' && node.parent.left === node
        if (!node.computed || isWritten || !isAnyWord(services.getTypeAtLocation(node.property))) return
        context.report({ node, message: 'Ask a table by own(table, name) of sim/base.' })
      },
    }
  },
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.scratch/'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/unified-signatures': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-params': ['error', 3],
      'no-param-reassign': 'error',
      'no-restricted-syntax': ['error', noAssertions],
    },
  },
  {
    files: ['sim/**/*.ts'],
    ignores: ['sim/base/nearest.ts'],
    plugins: { petaplan: { rules: { 'own-names': ownNames } } },
    rules: {
      'petaplan/own-names': 'error',
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Chance is an argument.' },
      ],
      'no-restricted-imports': ['error', { patterns: ['node:*'] }],
    },
  },
  { files: ['sim/catalogue/*.ts', 'sim/evidence/**/*.ts'], rules: { 'max-lines': 'off' } },
  // The hot loops take plain numbers: an object for each matrix product would be garbage a million times a second.
  {
    files: ['sim/step/*.ts', 'sim/planner/*.ts', 'sim/workload/stage-memory.ts'],
    rules: { 'max-params': ['error', 5] },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unnecessary-condition': 'off',
      'max-lines-per-function': 'off',
      'max-params': 'off',
    },
  },
  // Express tells an error handler by its four parameters.
  { files: ['server/app.ts'], rules: { 'max-params': ['error', 4] } },
  { files: ['**/*.config.ts', '**/vite.config.ts'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
)
