// What eslint holds, beside its recommended rules: modules that Python can join by dropping lines, fields
// that a constructor names, and text that stays text.
import js from '@eslint/js';
import globals from 'globals';

const OURS = ['layers/plugin/**/*.js', 'ui/component/**/*.js'];

const joined = [
  ['ExportDefaultDeclaration', 'Export by name: `ui/component/scripts.py` gives Streamlit its default.'],
  ['ExportAllDeclaration, ExportNamedDeclaration[source]', 'Export only what is made here.'],
  ['ExportNamedDeclaration > ExportSpecifier', 'Write `export` before the declaration.'],
  ['ImportDefaultSpecifier, ImportNamespaceSpecifier', 'Import by name.'],
  ['ImportExpression', 'Import at the top: the joined script is one text.'],
  ['Program > ExpressionStatement > AwaitExpression, Program > ForOfStatement[await=true]', 'No await at the top.'],
  ['Program > VariableDeclaration > VariableDeclarator:not([id.type="Identifier"])', 'One name a declaration at the top.'],
].map(([selector, message]) => ({ selector, message }));

const named = {
  selector: 'CallExpression[callee.object.name="Object"][callee.property.name="assign"][arguments.0.type="ThisExpression"]',
  message: 'Name each field: this.name = name.',
};

const markup = {
  selector: 'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/], CallExpression[callee.property.name="insertAdjacentHTML"], CallExpression[callee.object.name="document"][callee.property.name=/^write/]',
  message: 'Text can do nothing but be read: build elements with textContent.',
};

const renamed = {
  meta: { type: 'problem', schema: [], messages: { renamed: 'Import a name as it is.' } },
  create: (context) => ({
    ImportSpecifier(node) {
      if (node.imported.name !== node.local.name) context.report({ node, messageId: 'renamed' });
    },
  }),
};

export default [
  { ignores: ['.venv/', 'out/', 'bench/', 'data/'] },
  js.configs.recommended,
  {
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'max-lines': ['error', 320],
      'no-duplicate-imports': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-unused-vars': ['error', { args: 'after-used', argsIgnorePattern: '^_', caughtErrors: 'all' }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: OURS,
    plugins: { basewatch: { rules: { renamed } } },
    languageOptions: { sourceType: 'module', globals: { ...globals.browser, L: 'readonly' } },
    rules: { 'basewatch/renamed': 'error', 'no-restricted-syntax': ['error', ...joined, named, markup] },
  },
  { files: ['tests/js/**/*.js', 'eslint.config.js'], languageOptions: { sourceType: 'module', globals: globals.nodeBuiltin } },
];
