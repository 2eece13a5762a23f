const at = (column: string): string => `floor(extract(epoch FROM ${column}))::float8`;

export const CUSTOMER = `
  SELECT id, name, kind, digest_salt AS "digestSalt", ${at('changed_at')} AS "changedAt" FROM customer WHERE id::text = $1`;

/** Agreements of $1 at $2 that touch the period $3 to $4. */
const OWN = `
    FROM agreement g JOIN account a ON a.id = g.account_id JOIN service_point s ON s.id = g.service_point_id
   WHERE a.customer_id = $1 AND s.id::text = ANY($2) AND g.service_from < coalesce($4::bigint, 9e15) AND $3::bigint < coalesce(g.service_to, 9e15)`;

/**
 * Own agreements, with what fell into the holder's own time: a meter that came later, a tariff that began later, and the day on
 * which a meter went after the holder had gone are of the next holder.
 */
export const AGREEMENTS = `
  SELECT a.id AS "accountId", a.account_number AS "accountNumber", ${at('a.changed_at')} AS "accountChangedAt",
         g.id AS "agreementId", g.agreement_number AS "agreementNumber", s.id AS "usagePointId", s.service_kind AS "serviceKind",
         s.address, s.postcode, g.service_from::float8 AS "from", g.service_to::float8 AS "to",
         ${at('CASE WHEN g.service_to IS NULL THEN greatest(g.changed_at, s.changed_at) ELSE g.changed_at END')} AS "changedAt",
         (SELECT coalesce(json_agg(json_build_object('meterNumber', m.meter_number, 'installedAt', m.installed_from,
                   'removedAt', CASE WHEN m.installed_to <= coalesce(g.service_to, 9e15) THEN m.installed_to END,
                   'changedAt', CASE WHEN m.installed_to > coalesce(g.service_to, 9e15) THEN ${at('g.changed_at')} ELSE ${at('m.changed_at')} END)
                   ORDER BY m.installed_from, m.meter_number), '[]')
            FROM meter_installation m WHERE m.service_point_id = s.id
             AND m.installed_from < coalesce(g.service_to, 9e15) AND g.service_from < coalesce(m.installed_to, 9e15)) AS meters,
         (SELECT coalesce(json_agg(json_build_object('tariff', r.tariff, 'period', json_build_object(
                   'start', greatest(r.effective_from, g.service_from), 'end', least(r.effective_to, g.service_to)))
                   ORDER BY r.effective_from), '[]')
            FROM rate_schedule r WHERE r.service_point_id = s.id
             AND r.effective_from < coalesce(g.service_to, 9e15) AND g.service_from < coalesce(r.effective_to, 9e15)) AS rates,
         (SELECT coalesce(json_agg(json_build_object('code', p.code, 'name', p.name, 'status', p.status,
                   'period', json_build_object('start', p.enrolled_from, 'end', p.enrolled_to),
                   'caisoResourceId', p.caiso_resource_id, 'caisoLocationId', p.caiso_location_id, 'changedAt', ${at('p.changed_at')})
                   ORDER BY p.code, p.enrolled_from), '[]')
            FROM program_enrollment p WHERE p.agreement_id = g.id) AS programs
  ${OWN} ORDER BY a.id, s.id, g.service_from, g.id`;

/** Bills of the own agreements whose time lies within the period, the newest first. */
export const STATEMENTS = `
  SELECT a.id AS "accountId", b.id AS "statementId", b.issued_at::float8 AS "issuedAt", (b.summary ->> 'billLastPeriod')::float8 AS amount,
         ${at('b.changed_at')} AS "changedAt"
    FROM bill b JOIN agreement g ON g.id = b.agreement_id JOIN account a ON a.id = g.account_id JOIN service_point s ON s.id = g.service_point_id
   WHERE a.customer_id = $1 AND s.id::text = ANY($2) AND (b.summary #>> '{billingPeriod,start}')::bigint >= $3::bigint
     AND (b.summary #>> '{billingPeriod,end}')::bigint <= coalesce($4::bigint, 9e15)
   ORDER BY a.id, b.issued_at DESC, b.id`;
