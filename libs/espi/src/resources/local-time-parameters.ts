import { element } from '../atom/element.js';
import type { LocalTimeParameters } from '../time/local-time-parameters.js';

export function localTimeParametersXml(parameters: LocalTimeParameters): string {
  const { dstEndRule, dstOffset, dstStartRule, tzOffset } = parameters;
  const rules = element('dstEndRule', dstEndRule) + element('dstOffset', dstOffset) + element('dstStartRule', dstStartRule);
  return `<espi:LocalTimeParameters>${rules}${element('tzOffset', tzOffset)}</espi:LocalTimeParameters>`;
}
