// Made by `b24 types` from the fields of a portal, for `bitrix24` 0.1.0 with the features
// `crm` and `derive`. Do not edit it: `b24 types` writes it again.

/// Lead.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct Lead {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Name.
    pub title: Option<String>,
    /// External code.
    pub xml_id: Option<String>,
    /// Created at.
    pub created_time: Option<bitrix24::DateTime>,
    /// Updated at.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Created by.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Updated by.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Assigned to.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Publicly available.
    pub opened: Option<bool>,
    /// Created by CRM form.
    pub webform_id: Option<i64>,
    /// Start date.
    pub begindate: Option<bitrix24::DateTime>,
    /// End date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// CONTACT\_IDS.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// CONTACTS.
    pub contacts: Option<Vec<bitrix24::Value>>,
    /// Observers.
    pub observers: Option<Vec<bitrix24::Id<bitrix24::user::User>>>,
    /// Pipeline.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Moved at.
    pub moved_time: Option<bitrix24::DateTime>,
    /// Moved by.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Stage.
    pub stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Previous stage.
    pub previous_stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional source info.
    pub source_description: Option<String>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount calculation mode.
    pub is_manual_opportunity: Option<bool>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// Tax amount.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Your company details.
    pub mycompany_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Last activity in timeline by.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Last activity.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Lead.
    #[entity(field = "parentId1")]
    pub lead: Option<i64>,
    /// Deal.
    #[entity(field = "parentId2")]
    pub deal: Option<i64>,
    /// Smart Process \#16.
    #[entity(field = "parentId1248")]
    pub smart_process_16: Option<i64>,
}

impl Lead {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 1;
}

/// Deal.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct Deal {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Title.
    pub title: Option<String>,
    /// Type.
    pub type_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Deal Stage.
    #[entity(via = String)]
    pub stage_id: Option<DealStage>,
    /// Probability.
    pub probability: Option<i64>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// IS\_MANUAL\_OPPORTUNITY.
    pub is_manual_opportunity: Option<bool>,
    /// Tax Rate.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Lead.
    pub lead_id: Option<bitrix24::Id<bitrix24::crm::Lead>>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// Estimate.
    pub quote_id: Option<bitrix24::Id<bitrix24::crm::Quote>>,
    /// Start Date.
    pub begindate: Option<bitrix24::DateTime>,
    /// Close Date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Responsible.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Created By.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Modified By.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Creation Date.
    pub created_time: Option<bitrix24::DateTime>,
    /// Modification Date.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Available to All.
    pub opened: Option<bool>,
    /// Closed.
    pub closed: Option<bool>,
    /// Comment.
    pub comments: Option<String>,
    /// Additional Information.
    pub additional_info: Option<String>,
    /// Location.
    pub location_id: Option<bitrix24::Id<bitrix24::crm::Location>>,
    /// Sales Funnel.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Stage Group.
    pub stage_semantic_id: Option<bitrix24::crm::item::StageSemantics>,
    /// New Deal.
    pub is_new: Option<bool>,
    /// Recurring Deal.
    pub is_recurring: Option<bool>,
    /// Repeat Deal.
    pub is_return_customer: Option<bool>,
    /// Repeated Approach.
    pub is_repeated_approach: Option<bool>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional Info about Source.
    pub source_description: Option<String>,
    /// External Source.
    pub originator_id: Option<String>,
    /// Identifier in External Source.
    pub origin_id: Option<String>,
    /// MOVED\_BY\_ID.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// MOVED\_TIME.
    pub moved_time: Option<bitrix24::DateTime>,
    /// LAST\_ACTIVITY\_TIME.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Advertising System.
    pub utm_source: Option<String>,
    /// Traffic Type.
    pub utm_medium: Option<bitrix24::crm::item::TrafficType>,
    /// Campaign Identifier.
    pub utm_campaign: Option<String>,
    /// Campaign Content.
    pub utm_content: Option<String>,
    /// Campaign Search Condition.
    pub utm_term: Option<String>,
    /// LAST\_ACTIVITY\_BY.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Contacts.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// UF\_CRM\_1721244482250.
    #[entity(field = "ufCrm_1721244482250")]
    pub uf_crm_1721244482250: Option<String>,
    /// UF\_CRM\_1721244707107.
    #[entity(field = "ufCrm_1721244707107")]
    pub uf_crm_1721244707107: Option<bitrix24::Decimal>,
    /// UF\_CRM\_1725365197310.
    #[entity(field = "ufCrm_1725365197310")]
    pub uf_crm_1725365197310: Option<String>,
    /// MEETING ROOM BOOKING.
    #[entity(field = "ufCrm_1709565075")]
    pub meeting_room_booking: Option<Vec<bitrix24::Value>>,
    /// Directory.
    #[entity(field = "ufCrm_1713790573")]
    pub directory: Option<Vec<String>>,
    /// Estimate (files).
    #[entity(field = "ufCrm_1722578010")]
    pub estimate_files: Option<Vec<bitrix24::File>>,
    /// Radio.
    #[entity(field = "ufCrm_1724077760")]
    pub radio: Option<Vec<DealRadio>>,
    /// Hello, World! Edit (changed).
    #[entity(field = "ufCrmHelloWorld")]
    pub hello_world_edit_changed: Option<Vec<String>>,
    /// Размер участка.
    #[entity(field = "ufCrmPlot")]
    pub razmer_uchastka: Option<DealRazmerUchastka>,
    /// Площадь, м².
    #[entity(field = "ufCrmArea")]
    pub ploshchad_m2: Option<bitrix24::Decimal>,
    /// Besuche für Küche.
    #[entity(field = "ufCrmVisits")]
    pub besuche_fur_kuche: Option<Vec<bitrix24::Date>>,
    /// type.
    #[entity(field = "ufCrmType")]
    pub type_: Option<String>,
    /// 选择.
    #[entity(field = "ufCrmSelect")]
    pub xuan_ze: Option<bool>,
    /// \*\[quoted\] \`caption\`\* of two lines.
    #[entity(field = "ufCrmX1")]
    pub quoted_caption_of_two_lines: Option<String>,
}

impl Deal {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 2;
}

/// Contact.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct Contact {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Name.
    pub title: Option<String>,
    /// External code.
    pub xml_id: Option<String>,
    /// Created at.
    pub created_time: Option<bitrix24::DateTime>,
    /// Updated at.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Created by.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Updated by.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Assigned to.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Publicly available.
    pub opened: Option<bool>,
    /// Created by CRM form.
    pub webform_id: Option<i64>,
    /// Start date.
    pub begindate: Option<bitrix24::DateTime>,
    /// End date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// CONTACT\_IDS.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// CONTACTS.
    pub contacts: Option<Vec<bitrix24::Value>>,
    /// Observers.
    pub observers: Option<Vec<bitrix24::Id<bitrix24::user::User>>>,
    /// Pipeline.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Moved at.
    pub moved_time: Option<bitrix24::DateTime>,
    /// Moved by.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Stage.
    pub stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Previous stage.
    pub previous_stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional source info.
    pub source_description: Option<String>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount calculation mode.
    pub is_manual_opportunity: Option<bool>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// Tax amount.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Your company details.
    pub mycompany_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Last activity in timeline by.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Last activity.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Lead.
    #[entity(field = "parentId1")]
    pub lead: Option<i64>,
    /// Deal.
    #[entity(field = "parentId2")]
    pub deal: Option<i64>,
    /// Smart Process \#16.
    #[entity(field = "parentId1248")]
    pub smart_process_16: Option<i64>,
}

impl Contact {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 3;
}

/// Company.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct Company {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Name.
    pub title: Option<String>,
    /// External code.
    pub xml_id: Option<String>,
    /// Created at.
    pub created_time: Option<bitrix24::DateTime>,
    /// Updated at.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Created by.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Updated by.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Assigned to.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Publicly available.
    pub opened: Option<bool>,
    /// Created by CRM form.
    pub webform_id: Option<i64>,
    /// Start date.
    pub begindate: Option<bitrix24::DateTime>,
    /// End date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// CONTACT\_IDS.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// CONTACTS.
    pub contacts: Option<Vec<bitrix24::Value>>,
    /// Observers.
    pub observers: Option<Vec<bitrix24::Id<bitrix24::user::User>>>,
    /// Pipeline.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Moved at.
    pub moved_time: Option<bitrix24::DateTime>,
    /// Moved by.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Stage.
    pub stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Previous stage.
    pub previous_stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional source info.
    pub source_description: Option<String>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount calculation mode.
    pub is_manual_opportunity: Option<bool>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// Tax amount.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Your company details.
    pub mycompany_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Last activity in timeline by.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Last activity.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Lead.
    #[entity(field = "parentId1")]
    pub lead: Option<i64>,
    /// Deal.
    #[entity(field = "parentId2")]
    pub deal: Option<i64>,
    /// Smart Process \#16.
    #[entity(field = "parentId1248")]
    pub smart_process_16: Option<i64>,
}

impl Company {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 4;
}

/// Quote.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct Quote {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Name.
    pub title: Option<String>,
    /// External code.
    pub xml_id: Option<String>,
    /// Created at.
    pub created_time: Option<bitrix24::DateTime>,
    /// Updated at.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Created by.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Updated by.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Assigned to.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Publicly available.
    pub opened: Option<bool>,
    /// Created by CRM form.
    pub webform_id: Option<i64>,
    /// Start date.
    pub begindate: Option<bitrix24::DateTime>,
    /// End date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// CONTACT\_IDS.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// CONTACTS.
    pub contacts: Option<Vec<bitrix24::Value>>,
    /// Observers.
    pub observers: Option<Vec<bitrix24::Id<bitrix24::user::User>>>,
    /// Pipeline.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Moved at.
    pub moved_time: Option<bitrix24::DateTime>,
    /// Moved by.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Stage.
    pub stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Previous stage.
    pub previous_stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional source info.
    pub source_description: Option<String>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount calculation mode.
    pub is_manual_opportunity: Option<bool>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// Tax amount.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Your company details.
    pub mycompany_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Last activity in timeline by.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Last activity.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Lead.
    #[entity(field = "parentId1")]
    pub lead: Option<i64>,
    /// Deal.
    #[entity(field = "parentId2")]
    pub deal: Option<i64>,
    /// Smart Process \#16.
    #[entity(field = "parentId1248")]
    pub smart_process_16: Option<i64>,
}

impl Quote {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 7;
}

/// Invoice.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct Invoice {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Name.
    pub title: Option<String>,
    /// External code.
    pub xml_id: Option<String>,
    /// Created at.
    pub created_time: Option<bitrix24::DateTime>,
    /// Updated at.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Created by.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Updated by.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Assigned to.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Publicly available.
    pub opened: Option<bool>,
    /// Created by CRM form.
    pub webform_id: Option<i64>,
    /// Start date.
    pub begindate: Option<bitrix24::DateTime>,
    /// End date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// CONTACT\_IDS.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// CONTACTS.
    pub contacts: Option<Vec<bitrix24::Value>>,
    /// Observers.
    pub observers: Option<Vec<bitrix24::Id<bitrix24::user::User>>>,
    /// Pipeline.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Moved at.
    pub moved_time: Option<bitrix24::DateTime>,
    /// Moved by.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Stage.
    pub stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Previous stage.
    pub previous_stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional source info.
    pub source_description: Option<String>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount calculation mode.
    pub is_manual_opportunity: Option<bool>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// Tax amount.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Your company details.
    pub mycompany_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Last activity in timeline by.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Last activity.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Lead.
    #[entity(field = "parentId1")]
    pub lead: Option<i64>,
    /// Deal.
    #[entity(field = "parentId2")]
    pub deal: Option<i64>,
    /// Smart Process \#16.
    #[entity(field = "parentId1248")]
    pub smart_process_16: Option<i64>,
}

impl Invoice {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 31;
}

/// Smart Process \#20.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct SmartProcess20 {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Name.
    pub title: Option<String>,
    /// External code.
    pub xml_id: Option<String>,
    /// Created at.
    pub created_time: Option<bitrix24::DateTime>,
    /// Updated at.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Created by.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Updated by.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Assigned to.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Publicly available.
    pub opened: Option<bool>,
    /// Created by CRM form.
    pub webform_id: Option<i64>,
    /// Start date.
    pub begindate: Option<bitrix24::DateTime>,
    /// End date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// CONTACT\_IDS.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// CONTACTS.
    pub contacts: Option<Vec<bitrix24::Value>>,
    /// Observers.
    pub observers: Option<Vec<bitrix24::Id<bitrix24::user::User>>>,
    /// Pipeline.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Moved at.
    pub moved_time: Option<bitrix24::DateTime>,
    /// Moved by.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Stage.
    pub stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Previous stage.
    pub previous_stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional source info.
    pub source_description: Option<String>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount calculation mode.
    pub is_manual_opportunity: Option<bool>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// Tax amount.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Your company details.
    pub mycompany_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Last activity in timeline by.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Last activity.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Lead.
    #[entity(field = "parentId1")]
    pub lead: Option<i64>,
    /// Deal.
    #[entity(field = "parentId2")]
    pub deal: Option<i64>,
    /// Smart Process \#16.
    #[entity(field = "parentId1248")]
    pub smart_process_16: Option<i64>,
}

impl SmartProcess20 {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 1256;
}

/// Smart Process \#15.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct SmartProcess15 {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Name.
    pub title: Option<String>,
    /// External code.
    pub xml_id: Option<String>,
    /// Created at.
    pub created_time: Option<bitrix24::DateTime>,
    /// Updated at.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Created by.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Updated by.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Assigned to.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Publicly available.
    pub opened: Option<bool>,
    /// Created by CRM form.
    pub webform_id: Option<i64>,
    /// Start date.
    pub begindate: Option<bitrix24::DateTime>,
    /// End date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// CONTACT\_IDS.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// CONTACTS.
    pub contacts: Option<Vec<bitrix24::Value>>,
    /// Observers.
    pub observers: Option<Vec<bitrix24::Id<bitrix24::user::User>>>,
    /// Pipeline.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Moved at.
    pub moved_time: Option<bitrix24::DateTime>,
    /// Moved by.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Stage.
    pub stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Previous stage.
    pub previous_stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional source info.
    pub source_description: Option<String>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount calculation mode.
    pub is_manual_opportunity: Option<bool>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// Tax amount.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Your company details.
    pub mycompany_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Last activity in timeline by.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Last activity.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Lead.
    #[entity(field = "parentId1")]
    pub lead: Option<i64>,
    /// Deal.
    #[entity(field = "parentId2")]
    pub deal: Option<i64>,
    /// Smart Process \#16.
    #[entity(field = "parentId1248")]
    pub smart_process_16: Option<i64>,
}

impl SmartProcess15 {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 1246;
}

/// Smart Process \#10.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct SmartProcess10 {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Name.
    pub title: Option<String>,
    /// External code.
    pub xml_id: Option<String>,
    /// Created at.
    pub created_time: Option<bitrix24::DateTime>,
    /// Updated at.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Created by.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Updated by.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Assigned to.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Publicly available.
    pub opened: Option<bool>,
    /// Created by CRM form.
    pub webform_id: Option<i64>,
    /// Start date.
    pub begindate: Option<bitrix24::DateTime>,
    /// End date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// CONTACT\_IDS.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// CONTACTS.
    pub contacts: Option<Vec<bitrix24::Value>>,
    /// Observers.
    pub observers: Option<Vec<bitrix24::Id<bitrix24::user::User>>>,
    /// Pipeline.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Moved at.
    pub moved_time: Option<bitrix24::DateTime>,
    /// Moved by.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Stage.
    pub stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Previous stage.
    pub previous_stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional source info.
    pub source_description: Option<String>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount calculation mode.
    pub is_manual_opportunity: Option<bool>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// Tax amount.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Your company details.
    pub mycompany_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Last activity in timeline by.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Last activity.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Lead.
    #[entity(field = "parentId1")]
    pub lead: Option<i64>,
    /// Deal.
    #[entity(field = "parentId2")]
    pub deal: Option<i64>,
    /// Smart Process \#16.
    #[entity(field = "parentId1248")]
    pub smart_process_16: Option<i64>,
}

impl SmartProcess10 {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 1236;
}

/// Smart Process \#5.
#[derive(Debug, Clone, bitrix24::Entity)]
#[entity(of = bitrix24::crm::item::Item)]
pub struct SmartProcess5 {
    /// ID.
    pub id: Option<bitrix24::Id<bitrix24::crm::item::Item>>,
    /// Name.
    pub title: Option<String>,
    /// External code.
    pub xml_id: Option<String>,
    /// Created at.
    pub created_time: Option<bitrix24::DateTime>,
    /// Updated at.
    pub updated_time: Option<bitrix24::DateTime>,
    /// Created by.
    pub created_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Updated by.
    pub updated_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Assigned to.
    pub assigned_by_id: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Publicly available.
    pub opened: Option<bool>,
    /// Created by CRM form.
    pub webform_id: Option<i64>,
    /// Start date.
    pub begindate: Option<bitrix24::DateTime>,
    /// End date.
    pub closedate: Option<bitrix24::DateTime>,
    /// Company.
    pub company_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Contact.
    pub contact_id: Option<bitrix24::Id<bitrix24::crm::Contact>>,
    /// CONTACT\_IDS.
    pub contact_ids: Option<Vec<bitrix24::Id<bitrix24::crm::Contact>>>,
    /// CONTACTS.
    pub contacts: Option<Vec<bitrix24::Value>>,
    /// Observers.
    pub observers: Option<Vec<bitrix24::Id<bitrix24::user::User>>>,
    /// Pipeline.
    pub category_id: Option<bitrix24::Id<bitrix24::crm::category::Category>>,
    /// Moved at.
    pub moved_time: Option<bitrix24::DateTime>,
    /// Moved by.
    pub moved_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Stage.
    pub stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Previous stage.
    pub previous_stage_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Source.
    pub source_id: Option<bitrix24::Id<bitrix24::crm::StatusCode>>,
    /// Additional source info.
    pub source_description: Option<String>,
    /// Currency.
    pub currency_id: Option<bitrix24::Id<bitrix24::crm::currency::Currency>>,
    /// Amount calculation mode.
    pub is_manual_opportunity: Option<bool>,
    /// Amount.
    pub opportunity: Option<bitrix24::Decimal>,
    /// Tax amount.
    pub tax_value: Option<bitrix24::Decimal>,
    /// Your company details.
    pub mycompany_id: Option<bitrix24::Id<bitrix24::crm::Company>>,
    /// Last activity in timeline by.
    pub last_activity_by: Option<bitrix24::Id<bitrix24::user::User>>,
    /// Last activity.
    pub last_activity_time: Option<bitrix24::DateTime>,
    /// Lead.
    #[entity(field = "parentId1")]
    pub lead: Option<i64>,
    /// Deal.
    #[entity(field = "parentId2")]
    pub deal: Option<i64>,
    /// Smart Process \#16.
    #[entity(field = "parentId1248")]
    pub smart_process_16: Option<i64>,
}

impl SmartProcess5 {
    /// `entityTypeId` of these items.
    pub const ENTITY_TYPE_ID: i64 = 1226;
}

/// Deal Stage (Deal).
#[derive(Debug, Clone)]
pub enum DealStage {
    /// New.
    New,
    /// Document preparation.
    DocumentPreparation,
    /// Prepayment invoice.
    PrepaymentInvoice,
    /// In progress.
    InProgress,
    /// Final invoice.
    FinalInvoice,
    /// Deal successful.
    DealSuccessful,
    /// Deal failed.
    DealFailed,
    /// Failure reason analysis.
    FailureReasonAnalysis,
    /// A value that the portal did not have then.
    Unknown(String),
}

bitrix24::runtime::enumeration!(DealStage);

impl bitrix24::runtime::Enumeration for DealStage {
    fn from_wire(text: &str) -> Self {
        match text {
            "NEW" => Self::New,
            "PREPARATION" => Self::DocumentPreparation,
            "PREPAYMENT_INVOICE" => Self::PrepaymentInvoice,
            "EXECUTING" => Self::InProgress,
            "FINAL_INVOICE" => Self::FinalInvoice,
            "WON" => Self::DealSuccessful,
            "LOSE" => Self::DealFailed,
            "APOLOGY" => Self::FailureReasonAnalysis,
            _ => Self::Unknown(text.to_owned()),
        }
    }

    fn as_wire(&self) -> &str {
        match self {
            Self::New => "NEW",
            Self::DocumentPreparation => "PREPARATION",
            Self::PrepaymentInvoice => "PREPAYMENT_INVOICE",
            Self::InProgress => "EXECUTING",
            Self::FinalInvoice => "FINAL_INVOICE",
            Self::DealSuccessful => "WON",
            Self::DealFailed => "LOSE",
            Self::FailureReasonAnalysis => "APOLOGY",
            Self::Unknown(text) => text,
        }
    }
}

/// Radio.
#[derive(Debug, Clone)]
pub enum DealRadio {
    /// Children's Radio.
    ChildrensRadio,
    /// Shanson Radio.
    ShansonRadio,
    /// Love Radio.
    LoveRadio,
    /// Monte Carlo Radio.
    MonteCarloRadio,
    /// DFM Yuriev-Polsky.
    DfmYurievPolsky,
    /// A value that the portal did not have then.
    Unknown(String),
}

bitrix24::runtime::enumeration!(DealRadio, integer);

impl bitrix24::runtime::Enumeration for DealRadio {
    const INTEGER: bool = true;

    fn from_wire(text: &str) -> Self {
        match text {
            "3157" => Self::ChildrensRadio,
            "3159" => Self::ShansonRadio,
            "3161" => Self::LoveRadio,
            "3163" => Self::MonteCarloRadio,
            "3181" => Self::DfmYurievPolsky,
            _ => Self::Unknown(text.to_owned()),
        }
    }

    fn as_wire(&self) -> &str {
        match self {
            Self::ChildrensRadio => "3157",
            Self::ShansonRadio => "3159",
            Self::LoveRadio => "3161",
            Self::MonteCarloRadio => "3163",
            Self::DfmYurievPolsky => "3181",
            Self::Unknown(text) => text,
        }
    }
}

/// Размер участка.
#[derive(Debug, Clone)]
pub enum DealRazmerUchastka {
    /// Малый.
    Malyi,
    /// Большой.
    Bolshoi,
    /// 3 га.
    N3Ga,
    /// A value that the portal did not have then.
    Unknown(String),
}

bitrix24::runtime::enumeration!(DealRazmerUchastka, integer);

impl bitrix24::runtime::Enumeration for DealRazmerUchastka {
    const INTEGER: bool = true;

    fn from_wire(text: &str) -> Self {
        match text {
            "1" => Self::Malyi,
            "2" => Self::Bolshoi,
            "3" => Self::N3Ga,
            _ => Self::Unknown(text.to_owned()),
        }
    }

    fn as_wire(&self) -> &str {
        match self {
            Self::Malyi => "1",
            Self::Bolshoi => "2",
            Self::N3Ga => "3",
            Self::Unknown(text) => text,
        }
    }
}
