import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Handlebars from 'handlebars';
import { packageRoot } from './package-root.js';

type Template = HandlebarsTemplateDelegate<unknown>;

const options: CompileOptions = { noEscape: true, strict: true, knownHelpersOnly: true, preventIndent: true };

async function source(name: string): Promise<string> {
  return readFile(path.join(packageRoot(), 'templates', `${name}.hbs`), 'utf8');
}

async function load(name: string): Promise<Template> {
  // An instance of our own: nothing else can register helpers or partials that our templates would pick up.
  const engine = Handlebars.create();
  engine.registerPartial('sandbox', engine.compile(await source('partials/sandbox'), options));
  return engine.compile(await source(name), options);
}

const loaded = new Map<string, Promise<Template>>();

/** What a template may be given: text, or a list of text. */
export type TemplateContext = Readonly<Record<string, string | readonly string[]>>;

/**
 * Handlebars' strict mode does not look at the arguments of block helpers, and a line feed in a value could start a
 * new setting. Both are bugs of ours, not of the input, so they are thrown as such.
 */
function checked(name: string, context: TemplateContext): TemplateContext {
  for (const [key, value] of Object.entries(context)) {
    for (const text of typeof value === 'string' ? [value] : value) {
      if (typeof text !== 'string' || /[\n\r\0]/.test(text))
        throw new Error(`template ${name}: ${key} is not one line`);
    }
  }
  return context;
}

/** Renders `templates/<name>.hbs`. The context must hold everything that the template names. */
export async function renderTemplate(name: string, context: TemplateContext): Promise<string> {
  let template = loaded.get(name);
  if (template === undefined) {
    template = load(name);
    loaded.set(name, template);
  }
  return (await template)(checked(name, context));
}
