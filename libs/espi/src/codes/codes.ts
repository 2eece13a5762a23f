/** ServiceKind of UsagePoint/ServiceCategory (ESPI 4.0 espi.xsd). */
export const ServiceKind = { electricity: 0, gas: 1, water: 2 } as const;

export const CommodityKind = { electricitySecondaryMetered: 1, naturalGas: 7, potableWater: 9 } as const;

export const AccumulationKind = { bulkQuantity: 1, deltaData: 4, indicating: 6, instantaneous: 12 } as const;

export const FlowDirectionKind = { forward: 1, net: 4, reverse: 19, total: 20 } as const;

export const MeasurementKind = { demand: 8, energy: 12, power: 37, temperature: 46, volume: 58 } as const;

/** UnitSymbolKind (`uom`). */
export const UnitSymbolKind = {
  joule: 31,
  watt: 38,
  cubicMetre: 42,
  voltAmpere: 61,
  voltAmpereReactive: 63,
  voltAmpereHour: 71,
  wattHour: 72,
  voltAmpereReactiveHour: 73,
  cubicFoot: 119,
  usGallon: 128,
  btu: 132,
  therm: 169,
} as const;

/** DataQualifierKind: 12 stands for an ordinary value, neither an extreme nor a mean. */
export const DataQualifierKind = { none: 0, average: 2, maximum: 8, minimum: 9, normal: 12 } as const;

export const QualityOfReading = {
  valid: 0,
  manuallyEdited: 7,
  estimatedUsingReferenceDay: 8,
  estimatedUsingLinearInterpolation: 9,
  questionable: 10,
  raw: 14,
  validated: 17,
  verified: 18,
  revenueQuality: 19,
} as const;

/** The quality that a reading has when the feed says nothing else (ReadingType/defaultQuality). */
export const DEFAULT_QUALITY = QualityOfReading.validated;

/** PhaseCodeKind; 769 is US split phase (S1S2N). */
export const PhaseCodeKind = { none: 0, splitPhase: 769 } as const;

export const AuthorizationStatusCode = { revoked: 0, active: 1, denied: 2 } as const;

export const DataCustodianApplicationStatus = { review: 1, production: 2, onHold: 3, revoked: 4 } as const;

export const ServiceStatusCode = { unavailable: 0, normal: 1 } as const;

/** ISO 4217 number. */
export const Currency = { usd: 840 } as const;
