extension Rules {
  /// Rules for subscribers: by how long they have been customers, what they are charged and what they use.
  ///
  /// Thresholds are relative to the table: the chance that a customer here has more than one from elsewhere.
  static let telecomYAML = #"""
    version: 1
    pack: telecom
    key:
      - monthly_charges
      - total_charges or data_usage or call_minutes or service_calls
    unless: [visit, visits, gym, workout, workouts, kwh, donor]
    synonyms:
      tenure: [tenure months, tenure in months, account length, months in service, months as customer]
      monthly_charges:
        - monthly charge
        - monthly fee
        - monthly bill
        - total day charge + total eve charge + total night charge + total intl charge
      total_charges: [total charge, total billed, total revenue]
      data_usage: [data usage gb, data used, avg monthly gb download, gb used, internet usage, data volume]
      call_minutes:
        - minutes
        - minutes of use
        - mou
        - total day minutes + total eve minutes + total night minutes
      service_calls: [customer service calls, customer care calls, support calls, calls to service]
    totals: [monthly_charges]

    names:
      - name: Newer customers on high charges
        when: [tenure.superiority <= 0.35, monthly_charges.superiority >= 0.65]
      - name: Longer-standing customers on high charges
        when: [tenure.superiority >= 0.65, monthly_charges.superiority >= 0.65]
      - name: Newer customers on low charges
        when: [tenure.superiority <= 0.35, monthly_charges.superiority <= 0.35]
      - name: Longer-standing customers on low charges
        when: [tenure.superiority >= 0.65, monthly_charges.superiority <= 0.35]
      - name: Heavy users of data
        when: data_usage.superiority >= 0.7
      - name: Heavy callers
        when: call_minutes.superiority >= 0.7
      - name: Newer customers
        when: tenure.superiority <= 0.3
      - name: Longer-standing customers
        when: tenure.superiority >= 0.7
      - name: Customers on high charges
        when: monthly_charges.superiority >= 0.7
      - name: Customers on low charges
        when: monthly_charges.superiority <= 0.3
    qualifiers:
      - name: who use much data
        when: data_usage.superiority >= 0.65
      - name: who call much
        when: call_minutes.superiority >= 0.65
      - name: who call service often
        when: service_calls.superiority >= 0.65

    advice:
      marketing:
        - when: [tenure.superiority <= 0.35, monthly_charges.superiority >= 0.6]
          do: Check the tariff with them before the first contract ends.
          because: |
            they have been customers for {tenure.median:number} at the median (everyone {tenure.everyone:number}) and are
            charged {monthly_charges.median:amount} a month (everyone {monthly_charges.everyone:amount})
        - when: [tenure.superiority >= 0.65, monthly_charges.superiority >= 0.6]
          do: Thank them for staying, and offer a longer contract.
          because: |
            they have been customers for {tenure.median:number} at the median (everyone {tenure.everyone:number}) and together
            pay {monthly_charges.total_share:percent} of all monthly charges
        - when: [data_usage.superiority >= 0.65, monthly_charges.superiority < 0.6]
          do: Offer a plan with more data.
          because: |
            they use {data_usage.median:number} of data at the median (everyone {data_usage.everyone:number}) and are charged
            {monthly_charges.median:amount} a month (everyone {monthly_charges.everyone:amount})
        - when: [data_usage.superiority <= 0.35, monthly_charges.superiority >= 0.6]
          do: Offer a plan that fits what they use, before another provider does.
          because: |
            they use {data_usage.median:number} of data at the median (everyone {data_usage.everyone:number}) and are charged
            {monthly_charges.median:amount} a month (everyone {monthly_charges.everyone:amount})
        - when: [call_minutes.superiority >= 0.65, monthly_charges.superiority >= 0.6]
          do: Offer a flat rate for calls.
          because: |
            they call for {call_minutes.median:number} minutes at the median (everyone {call_minutes.everyone:number}) and are
            charged {monthly_charges.median:amount} (everyone {monthly_charges.everyone:amount})
        - when: [tenure.superiority >= 0.65, monthly_charges.superiority <= 0.4]
          do: Offer a second service, and leave the tariff alone.
          because: |
            they have been customers for {tenure.median:number} at the median (everyone {tenure.everyone:number}) and are
            charged {monthly_charges.median:amount} a month (everyone {monthly_charges.everyone:amount})
      customer service:
        - when: service_calls.superiority >= 0.6
          do: Find out what they call about, and settle it for good.
          because: |
            {service_calls.share_above(0):percent} called service (everyone {service_calls.share_above(0).everyone:percent}),
            {service_calls.mean:number} times on average (everyone {service_calls.mean.everyone:number})
        - when: tenure.superiority <= 0.35
          do: Ask them early whether the tariff and the bill are what they expected.
          because: |
            they have been customers for {tenure.median:number} at the median (everyone {tenure.everyone:number})
        - when: [monthly_charges.superiority >= 0.65, tenure.superiority > 0.35]
          do: Give them a short way to a person.
          because: together they pay {monthly_charges.total_share:percent} of all monthly charges
    """#
}
