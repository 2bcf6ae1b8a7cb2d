/** The ASN.1 part of node-forge alone: a quarter of the time that loading the whole library takes. */
declare module 'node-forge/lib/asn1.js' {
  import { asn1 } from 'node-forge';
  export default asn1;
}
