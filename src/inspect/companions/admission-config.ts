import { fieldsOf, listOf, readApiObject, textOf } from './api-object.js';
import { invalid, type ParseCompanion } from './parsed.js';

/** Reads an AdmissionConfiguration: which plugins it configures. */
export const readAdmissionConfig: ParseCompanion = (bytes, file) => {
  const object = readApiObject(bytes, file, {
    kinds: ['AdmissionConfiguration'],
    apiVersion: /^apiserver(?:\.config)?\.k8s\.io\/v1(?:alpha1)?$/,
    expected: 'kind AdmissionConfiguration, apiVersion apiserver.config.k8s.io/v1',
  });
  if (object.fields === null) return object;
  const entries = listOf(object.fields.plugins).map(fieldsOf);
  const problems = entries.flatMap((entry, i) => {
    const place = object.place(['plugins', i]);
    if (textOf(entry.name) === undefined) return [invalid(file, place, 'a plugin has no name')];
    if (entry.path === undefined || entry.configuration === undefined || entry.configuration === null) return [];
    return [invalid(file, place, 'a plugin has both a path and a configuration', { expected: 'one of the two' })];
  });
  return { facts: { kind: 'admission-config', plugins: entries.flatMap(({ name }) => textOf(name) ?? []) }, problems };
};
