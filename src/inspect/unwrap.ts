import { gunzipSync } from 'node:zlib';
import { decodeUtf8 } from '../formats/utf8.js';
import { fieldOf, type WrappedText, wrappedAt } from '../formats/wrapped-text.js';
import type { ParsedYaml, YamlPath } from '../formats/yaml.js';

/** A file, a unit or a drop-in that a host is to get at its first start. */
export interface HostFile {
  /** The path on the host, where it is told. */
  readonly path?: string;
  /** The unit that it is, or that it is a drop-in of. */
  readonly unit?: { readonly name: string; readonly dropIn?: string };
  readonly content: WrappedText;
}

/** More than any unit or config; what unpacks to more is not unpacked. */
const maxUnpacked = 4 * 1024 * 1024;
const maxFiles = 500;

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function textOf(bytes: Buffer, packed: boolean): string | null {
  try {
    const unpacked = packed ? gunzipSync(bytes, { maxOutputLength: maxUnpacked }) : bytes;
    const decoded = decodeUtf8(unpacked);
    return 'text' in decoded ? decoded.text : null;
  } catch {
    // Not what it says it is, or far too large: nothing that could be read.
    return null;
  }
}

/** The content of a file of cloud-init (cc_write_files): plain, base64, or packed and base64. */
function ofEncoding(text: string, encoding: string): string | null {
  const parts = encoding.split('+').map((part) => (/^gz(?:ip)?$/.test(part) ? 'gzip' : part));
  const packed = parts.includes('gzip');
  if (!parts.some((part) => part === 'b64' || part === 'base64')) return packed ? null : text;
  return textOf(Buffer.from(text, 'base64'), packed);
}

/** The content of a `data:` URL (RFC 2397), as Ignition has them; null for a URL that points elsewhere. */
function ofDataUrl(url: string, compression: string | undefined): string | null {
  const comma = url.indexOf(',');
  if (!url.startsWith('data:') || comma === -1) return null;
  const payload = url.slice(comma + 1);
  if (url.slice(0, comma).endsWith(';base64')) return textOf(Buffer.from(payload, 'base64'), compression === 'gzip');
  try {
    return decodeURIComponent(payload);
  } catch {
    return payload;
  }
}

function unitOf(path: string | undefined): HostFile['unit'] {
  const [, name, dropIn] = /\/systemd\/system\/([^/]+\.service)(?:\.d\/([^/]+\.conf))?$/.exec(path ?? '') ?? [];
  if (name === undefined) return undefined;
  return { name, ...(dropIn === undefined ? {} : { dropIn }) };
}

/** Finds the files and units in cloud-config, Ignition, Butane, and in objects that carry such lists. */
export function hostFilesIn(yaml: ParsedYaml, source: string): readonly HostFile[] {
  const rows = source.split('\n');
  const found: HostFile[] = [];

  const add = (file: Omit<HostFile, 'content'>, at: YamlPath, plain: string, text: string | null): void => {
    if (text === null || found.length >= maxFiles) return;
    const content = text === plain ? wrappedAt(yaml, text, at, rows) : { text, field: fieldOf(at), shift: null };
    found.push({ ...file, content });
  };

  /** `{path, content, encoding}`: cloud-init, the Cluster API, Talos. */
  const file = (value: Tree, path: YamlPath): void => {
    const name = stringOf(value.path);
    const unit = unitOf(name);
    const here = { ...(name === undefined ? {} : { path: name }), ...(unit === undefined ? {} : { unit }) };
    const plain = stringOf(value.content);
    if (plain !== undefined) add(here, [...path, 'content'], plain, ofEncoding(plain, stringOf(value.encoding) ?? ''));
    const { contents } = value;
    if (!isTree(contents)) return;
    const url = stringOf(contents.source);
    const inline = stringOf(contents.inline);
    const at: YamlPath = [...path, 'contents'];
    if (url !== undefined) add(here, [...at, 'source'], url, ofDataUrl(url, stringOf(contents.compression)));
    if (inline !== undefined) add(here, [...at, 'inline'], inline, inline);
  };

  /** `{name, contents, dropins}`: Ignition, Butane; with `content` and `drop-ins` the old cloud-config of CoreOS. */
  const unit = (value: Tree, path: YamlPath): void => {
    const name = stringOf(value.name) ?? '';
    for (const key of ['contents', 'content']) {
      const text = stringOf(value[key]);
      if (text !== undefined) add({ unit: { name } }, [...path, key], text, text);
    }
    for (const key of ['dropins', 'drop-ins']) {
      const list: unknown = value[key];
      for (const [i, item] of (Array.isArray(list) ? list : []).entries()) {
        const text = isTree(item) ? (stringOf(item.contents) ?? stringOf(item.content)) : undefined;
        if (!isTree(item) || text === undefined) continue;
        const at = [...path, key, i, item.contents === undefined ? 'content' : 'contents'];
        add({ unit: { name, dropIn: stringOf(item.name) ?? '' } }, at, text, text);
      }
    }
  };

  const visit = (value: unknown, path: YamlPath, key: string): void => {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(item, [...path, i], key);
      return;
    }
    if (!isTree(value)) return;
    if ((key === 'write_files' || key === 'files') && 'path' in value) file(value, path);
    else if (key === 'units' && 'name' in value) unit(value, path);
    else for (const [name, item] of Object.entries(value)) visit(item, [...path, name], name);
  };

  visit(yaml.value, [], '');
  return found;
}
