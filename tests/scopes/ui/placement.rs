fn main() {
    bitrix24::placement::bind("CRM_DEAL_DETAIL_TAB", "https://example.com/tab");
}
